from factories.curves import *
