from factories.evenings import *
