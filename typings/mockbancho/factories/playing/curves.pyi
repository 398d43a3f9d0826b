from factories.playing.curves import *
