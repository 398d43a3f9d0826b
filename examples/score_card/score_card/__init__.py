"""A Discord bot's score card for players of a bancho.py server."""

from score_card.api import Api, PlayerNotFound
from score_card.card import card

__all__ = ["Api", "PlayerNotFound", "card"]
