from factories.playing.people import *
