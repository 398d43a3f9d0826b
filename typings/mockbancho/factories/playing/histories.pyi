from factories.playing.histories import *
