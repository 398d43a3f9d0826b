from factories.worlds import *
