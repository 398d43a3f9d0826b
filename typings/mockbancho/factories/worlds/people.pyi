from factories.worlds.people import *
