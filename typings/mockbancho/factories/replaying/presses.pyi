from factories.replaying.presses import *
