from factories.playing.demands import *
