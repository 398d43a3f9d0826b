from factories.playing.evenings import *
