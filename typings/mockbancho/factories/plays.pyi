from factories.plays import *
