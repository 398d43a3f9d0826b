from factories.replaying.targets import *
