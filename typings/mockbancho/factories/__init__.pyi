from factories import *
