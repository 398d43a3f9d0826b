from factories.catalogues import *
