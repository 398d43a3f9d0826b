from factories.playing.plays import *
