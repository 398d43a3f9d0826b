from factories.chance import *
