from factories.people import *
