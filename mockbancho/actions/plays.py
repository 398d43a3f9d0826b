"""Playing: a beatmap from its first second to its last, and the score that comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import msgspec
from msgspec.structs import replace

from mockbancho.actions.action import action
from mockbancho.actions.agenda import follow_up, later
from mockbancho.actions.presence import session_for
from mockbancho.actions.scores import create_score
from mockbancho.actions.statuses import IDLE, about
from mockbancho.actions.underway import FINISH, quit_play
from mockbancho.clock import SECOND, to_datetime
from mockbancho.errors import Mistake
from mockbancho.factories import Count, Percent, Play, ScoreColumns, check_score
from mockbancho.osu.beatmaps import HAS_LEADERBOARD
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.players import Action
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Beatmap, Player, Score
from mockbancho.world.queries.scores import on_beatmap
from mockbancho.world.submission import submit
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.records import Session
