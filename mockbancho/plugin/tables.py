"""The options of the run as tables, and what is kept for a run and for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.plugin.watched import Watched
    from mockbancho.world.journal import Call

MARKER: Final = "bancho"
Kind = Literal["string", "linelist", "bool", "int", "float"]
"""The kinds of options in pytest's ini file."""
KNOWS_NUMBERS: Final = pytest.version_tuple >= (8, 4)
"""Whether pytest's ini file has numbers."""
INI: Final = {
    "seed": "The seed of every world.",
    "contract": "The contract: any, 5.3 or 4.3.2.",
    "world": "The world file, relative to the rootdir.",
    "players": "How many players a generated world has.",
    "beatmapsets": "How many sets of beatmaps a generated world has.",
    "scores_per_player": "How often each player of a generated world has played, such as 50 or 20..60.",
    "scenario": "The scenario that plays, by name or file.",
    "at": "How far into the scenario the tests begin, such as 5m.",
    "clock": "How time moves: manual, real or scaled.",
    "speed": "How many seconds pass in one of the machine's, for a scaled clock.",
    "pp_engine": "What calculates pp: rosu or akatsuki.",
    "cors": "The CORS headers: all, deployment, echo or off.",
    "faults": "What goes wrong, one in a line, such as get_map_scores:status=503,rate=0.3.",
    "chaos": "Whether every answer is as untypical as the real server's may be.",
    "strict": "Whether a request that no endpoint answers fails the test: on, all (ignored parameters too) or off.",
}
"""The options of pytest's ini file, each with `bancho_` before it."""
NUMBERS: Final[dict[str, Kind]] = {
    "seed": "int",
    "players": "int",
    "beatmapsets": "int",
    "speed": "float",
}
"""Those that are numbers, and of which kind."""
KINDS: Final[dict[str, Kind]] = {"faults": "linelist", "chaos": "bool"}
"""Those that are neither numbers nor text, in every version of pytest."""
WITNESS: Final[pytest.StashKey[Callable[[str], Callable[[Call, bytes], None]]]] = pytest.StashKey()
"""Makes what is shown every call of a server of some contract with the body that answers it, if anything is."""
SESSION: Final[pytest.StashKey[Watched]] = pytest.StashKey()
"""The server of the session."""
SERVERS: Final[pytest.StashKey[list[Watched]]] = pytest.StashKey()
"""The servers of a test."""
BEGAN: Final[pytest.StashKey[int]] = pytest.StashKey()
"""How many calls the server of the session had received before a test."""
ENDED: Final[pytest.StashKey[bool]] = pytest.StashKey()
"""Whether a test has failed or was skipped, so that there is nothing more to say."""
TOLD: Final[pytest.StashKey[bool]] = pytest.StashKey()
"""Whether a failed test has explained itself."""
PATHS: Final[pytest.StashKey[pytest.TempPathFactory]] = pytest.StashKey()
"""Where files of the run may be written."""
SAVED: Final[pytest.StashKey[int]] = pytest.StashKey()
"""How many worlds of failed tests were saved."""
OF_A_TEST: Final[tuple[pytest.StashKey[Any], ...]] = (SERVERS, BEGAN, ENDED, TOLD)
"""What is kept until a test is over."""
