from factories.replaying.osu import *
