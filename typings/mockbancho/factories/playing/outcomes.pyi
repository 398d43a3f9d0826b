from factories.playing.outcomes import *
