from factories.replaying.windows import *
