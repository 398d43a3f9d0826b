from factories.outcomes import *
