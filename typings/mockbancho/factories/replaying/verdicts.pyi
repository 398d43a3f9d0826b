from factories.replaying.verdicts import *
