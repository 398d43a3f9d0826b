from factories.histories import *
