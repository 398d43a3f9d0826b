"""What is left for later has names of its own."""

from mockbancho.actions.agenda import FOLLOW_UPS
from mockbancho.actions.verbs import VERBS
from mockbancho.scenario import ambience, steps

MODULES = (ambience, steps)
"""They declare follow-ups; importing them does."""


def test_no_follow_up_is_called_like_an_action() -> None:
    assert sorted(FOLLOW_UPS.keys() & VERBS.keys()) == []
