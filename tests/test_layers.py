"""The house keeps its law (DESIGN §3), and the law has teeth."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.floors import offences

ROOT = Path(__file__).resolve().parent.parent
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]

HEAVY = ["asyncio", "click", "factory", "faker", "pytest", "rich", "starlette", "uvicorn", "yaml"]


def house() -> dict[str, str]:
    """Every module as installed: a folder mapped into the package stands at the path it is imported by."""
    folders = {"mockbancho": "mockbancho", **SETUPTOOLS.get("package-dir", {})}
    return {
        "/".join([*package.split("."), *path.relative_to(ROOT / folder).parts]): path.read_text("utf-8")
        for package, folder in folders.items()
        for path in (ROOT / folder).rglob("*.py")
    }


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after one statement, beyond those it started with."""
    script = (
        f"import json, sys; before = set(sys.modules); {statement}; print(json.dumps([*sys.modules.keys() - before]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout))


def test_the_house_keeps_its_law() -> None:
    found = offences(house())

    assert not found, "\n" + "\n".join(found)


def test_the_house_is_the_one_that_is_read() -> None:
    assert house().keys() >= {"mockbancho/__init__.py", "mockbancho/clock.py", "mockbancho/world/__init__.py"}


def test_importing_mockbancho_opens_no_room() -> None:
    loaded = modules_after("import mockbancho")

    assert {name for name in loaded if name.startswith("mockbancho.")} == set()
    assert loaded & {*HEAVY, "msgspec"} == set()


def test_the_world_needs_no_server_and_no_terminal() -> None:
    loaded = modules_after("import mockbancho.world")

    assert "mockbancho.world" in loaded
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import mockbancho.errors",
        "from mockbancho import errors, records",
        "from mockbancho.records import Player",
        "from ..osu.mods import parse_mods",
        "from . import other",
        "from .other import Other",
        "import msgspec, json, collections.abc",
        "import time\nstarted = time.perf_counter()",
        "from random import Random\nrandom = Random(7)\nrandom.random()",
        "now = clock.now()\ntoday = date.today()",
    ],
)
def test_lawful_modules_are_left_alone(source: str) -> None:
    sources = {"mockbancho/world/tables.py": source, "mockbancho/world/other.py": "", "mockbancho/errors.py": ""}

    assert offences(sources) == []


@pytest.mark.parametrize(
    ("source", "target", "floor"),
    [
        ("import mockbancho.api.app", "mockbancho.api.app", 6),
        ("import mockbancho.api.app as app", "mockbancho.api.app", 6),
        ("from mockbancho.api.app import build", "mockbancho.api.app", 6),
        ("from mockbancho.api import app", "mockbancho.api.app", 6),
        ("from mockbancho.api import *", "mockbancho.api", 6),
        ("from mockbancho import api", "mockbancho.api", 6),
        ("from mockbancho import Bancho", "mockbancho", 12),
        ("from .. import api", "mockbancho.api", 6),
        ("from ..api.app import build", "mockbancho.api.app", 6),
        ("def build():\n from mockbancho.api import app", "mockbancho.api.app", 6),
        ("if TYPE_CHECKING:\n from mockbancho.api.app import App", "mockbancho.api.app", 6),
        ("importlib.import_module('mockbancho.api.app')", "mockbancho.api.app", 6),
        ("import_module('..api.app', __package__)", "mockbancho.api.app", 6),
    ],
)
def test_an_import_from_a_higher_floor_is_an_offence(source: str, target: str, floor: int) -> None:
    house = {"__init__.py": "", "world/tables.py": source, "api/__init__.py": "", "api/app.py": ""}

    found = offences({f"mockbancho/{path}": text for path, text in house.items()})

    assert found == [
        (
            f"mockbancho/world/tables.py:{source.count(chr(10)) + 1}: world (floor 3) imports {target} (floor {floor}); "
            "a room imports only from lower floors"
        )
    ]


def test_an_import_from_another_room_on_the_same_floor_is_an_offence() -> None:
    found = offences({"mockbancho/records.py": "from .contract import ANY", "mockbancho/contract.py": ""})

    assert found == [
        (
            "mockbancho/records.py:1: records (floor 2) imports mockbancho.contract (floor 2); "
            "a room imports only from lower floors"
        )
    ]


def test_a_room_that_the_table_does_not_know_is_an_offence() -> None:
    found = offences({"mockbancho/foo.py": "", "mockbancho/cli.py": "import mockbancho.foo\nimport mockbancho.bar.baz"})

    assert found == [
        "mockbancho/cli.py:1: imports mockbancho.foo, which stands on no floor",
        "mockbancho/cli.py:2: imports mockbancho.bar.baz, which stands on no floor",
        "mockbancho/foo.py stands on no floor: give the room 'foo' one in tests/floors.py",
    ]


@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        ("world/io.py", "from starlette.routing import Route", "imports starlette; only api, control may"),
        ("server.py", "import starlette", "imports starlette; only api, control may"),
        ("api/app.py", "def run():\n import uvicorn", "imports uvicorn; only server may"),
        ("scenario/model.py", "import yaml", "imports yaml; only scenario.loader may"),
        ("actions/players.py", "from factory.base import Factory", "imports factory; only factories may"),
        ("actions/players.py", "from faker import Faker", "imports faker; only factories may"),
        ("bancho.py", "import pytest", "imports pytest; only plugin may"),
        ("server.py", "import click", "imports click; only cli may"),
        ("api/app.py", "import numpy", "imports numpy; no room may: it is not in tests/floors.py"),
        ("cli_x.py", "import rich", "imports rich; only cli may"),
    ],
)
def test_a_library_out_of_its_place_is_an_offence(path: str, source: str, sentence: str) -> None:
    found = offences({f"mockbancho/{path}": source})

    assert any(offence.endswith(sentence) for offence in found), found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("api/app.py", "from starlette.routing import Route"),
        ("control/app.py", "import starlette"),
        ("factories/__init__.py", "import faker, factory.base"),
        ("scenario/loader.py", "import yaml"),
        ("server.py", "import uvicorn"),
        ("server/__init__.py", "import uvicorn"),
        ("plugin.py", "import pytest"),
        ("cli.py", "import click, rich.table"),
    ],
)
def test_a_library_in_its_place_is_lawful(path: str, source: str) -> None:
    assert offences({f"mockbancho/{path}": source}) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import time\nx = time.time()", "time.time"),
        ("import time as t\nx = t.time_ns()", "time.time_ns"),
        ("from time import time\nx = time()", "time.time"),
        ("import datetime\nx = datetime.datetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime as dt\nx = dt.utcnow()", "datetime.datetime.utcnow"),
        ("from datetime import UTC, datetime\nx = [datetime.now(UTC)]", "datetime.datetime.now"),
        ("from datetime import date\nx = field(default_factory=date.today)", "datetime.date.today"),
    ],
)
def test_another_source_of_time_is_an_offence_outside_the_clock(source: str, name: str) -> None:
    sentence = f"{name} is another source of time; only clock.py reads the machine's"

    assert offences({"mockbancho/world/now.py": source}) == [f"mockbancho/world/now.py:2: {sentence}"]
    assert offences({"mockbancho/clock.py": source}) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import random\nx = random.choice(names)", "random.choice"),
        ("from random import shuffle\nshuffle(names)", "random.shuffle"),
        ("import random as r\nr.seed(7)", "random.seed"),
        ("from random import SystemRandom\nx = SystemRandom()", "random.SystemRandom"),
        ("import secrets\nx = secrets.token_hex()", "secrets.token_hex"),
        ("from uuid import uuid4\nx = uuid4()", "uuid.uuid4"),
        ("import os\nx = os.urandom(8)", "os.urandom"),
    ],
)
def test_chance_that_no_seed_decides_is_an_offence(source: str, name: str) -> None:
    found = offences({"mockbancho/osu/names.py": source})

    assert found == [f"mockbancho/osu/names.py:2: {name} draws from what no seed decides; randomness here is keyed"]


def test_an_import_cycle_inside_a_room_is_an_offence() -> None:
    found = offences(
        {
            "mockbancho/world/__init__.py": "from .tables import Table",
            "mockbancho/world/tables.py": "from .chunks import Chunk",
            "mockbancho/world/chunks.py": "def f():\n    from mockbancho.world import World",
        }
    )

    assert found == [
        (
            "mockbancho/world/__init__.py: import cycle: mockbancho.world imports mockbancho.world.tables "
            "imports mockbancho.world.chunks imports mockbancho.world"
        )
    ]


def test_a_package_that_imports_its_own_modules_is_no_cycle() -> None:
    found = offences(
        {
            "mockbancho/world/__init__.py": "from . import tables\nfrom .chunks import Chunk",
            "mockbancho/world/tables.py": "from . import chunks",
            "mockbancho/world/chunks.py": "",
        }
    )

    assert found == []
