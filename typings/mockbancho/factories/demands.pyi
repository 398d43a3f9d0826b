from factories.demands import *
