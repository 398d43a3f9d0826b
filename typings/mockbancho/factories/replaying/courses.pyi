from factories.replaying.courses import *
