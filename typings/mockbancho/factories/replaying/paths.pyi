from factories.replaying.paths import *
