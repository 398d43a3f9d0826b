"""What `from mockbancho import …` offers: all of it, nothing else, and nothing before it is asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mockbancho
from mockbancho import errors

SOURCE = ast.parse(Path(mockbancho.__file__).read_text("utf-8"))


def names_shown_to_type_checkers() -> list[str]:
    """What `mockbancho/__init__.py` imports under `TYPE_CHECKING`."""
    blocks = [node.body for node in SOURCE.body if isinstance(node, ast.If)]
    return [alias.name for node in blocks[0] if isinstance(node, ast.ImportFrom) for alias in node.names]


def test_all_is_sorted_and_says_what_there_is() -> None:
    assert mockbancho.__all__ == sorted(mockbancho.__all__)
    assert mockbancho.__all__ == [name for name in dir(mockbancho) if not name.startswith("_")]


def test_type_checkers_see_the_same_names() -> None:
    assert sorted(names_shown_to_type_checkers()) == mockbancho.__all__


@pytest.mark.parametrize("name", mockbancho.__all__)
def test_a_public_name_is_what_its_room_calls_so(name: str) -> None:
    found = getattr(mockbancho, name)

    assert (found.__name__, found.__module__) == (name, mockbancho._ROOMS[name])


def test_every_error_that_a_user_can_meet_is_public() -> None:
    met = {
        name
        for name, error in vars(errors).items()
        if isinstance(error, type)
        and issubclass(error, errors.MockbanchoError)
        and not issubclass(error, errors.ApiError | errors.Refusal)
    }

    assert met <= {*mockbancho.__all__}


def test_a_name_is_imported_when_it_is_asked_for() -> None:
    script = (
        "import sys, mockbancho; before = {*sys.modules}; mockbancho.Mistake; "
        "print(*sorted(name for name in {*sys.modules} - before if name.startswith('mockbancho')))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "mockbancho.errors\n"


def test_direct_calls_need_no_uvicorn() -> None:
    script = (
        "import sys; from mockbancho import Bancho; Bancho().get('/get_player_count'); print('uvicorn' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_star_import_gives_every_public_name() -> None:
    script = "from mockbancho import *; print(*sorted(name for name in dir() if not name.startswith('_')))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.split() == mockbancho.__all__


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match=r"^module 'mockbancho' has no attribute 'Banco'$"):
        _ = mockbancho.Banco  # type: ignore[attr-defined]  # that is the point
