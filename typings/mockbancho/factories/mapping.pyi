from factories.mapping import *
