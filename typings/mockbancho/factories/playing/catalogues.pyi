from factories.playing.catalogues import *
