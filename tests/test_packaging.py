"""What is built is what stands in the tree: a wheel made from the source distribution of a copy."""

import email
import email.message
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FOLDERS = {"mockbancho": "mockbancho", **PYPROJECT["tool"]["setuptools"].get("package-dir", {})}
DIST_INFO = f"mockbancho-{PYPROJECT['project']['version']}.dist-info"

NOT_SOURCE = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "node_modules")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution of this tree, and the wheel built from that."""
    folder = tmp_path_factory.mktemp("packaging")
    shutil.copytree(ROOT, folder / "tree", ignore=NOT_SOURCE)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(folder / "tree")]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> dict[str, bytes]:
    """The files of the wheel, by name."""
    (path,) = dist.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sdist(dist: Path) -> set[str]:
    """The names of the files of the source distribution, without its leading folder."""
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {member.name.partition("/")[2] for member in archive if member.isfile()}


def installed_files() -> dict[str, bytes]:
    """Every file of the package in the tree, by the path it is installed at."""
    return {
        "/".join([*package.split("."), *path.relative_to(ROOT / folder).parts]): path.read_bytes()
        for package, folder in FOLDERS.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def metadata_of(wheel: dict[str, bytes]) -> email.message.Message:
    return email.message_from_bytes(wheel[f"{DIST_INFO}/METADATA"])


def test_the_wheel_holds_the_package_and_nothing_else(wheel: dict[str, bytes]) -> None:
    files = {name: content for name, content in wheel.items() if ".dist-info/" not in name}

    assert files.keys() == installed_files().keys()
    assert files == installed_files()


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "world/default.msgpack",
        "cli/__init__.py",
        "factories/__init__.py",
        "factories/mapping/__init__.py",
        "factories/worlds/__init__.py",
        *(f"scenarios/{path.name}" for path in (ROOT / "scenarios").glob("*.yaml")),
    ],
)
def test_the_wheel_ships(wheel: dict[str, bytes], name: str) -> None:
    assert f"mockbancho/{name}" in wheel


def test_the_wheel_alone_serves_and_generates_worlds(dist: Path, tmp_path: Path) -> None:
    (path,) = dist.glob("*.whl")
    shutil.unpack_archive(path, tmp_path, "zip")
    script = (
        "import mockbancho, mockbancho.cli, mockbancho.factories.mapping; from mockbancho import Bancho;"
        "print(mockbancho.__file__, mockbancho.factories.mapping.__file__);"
        "print(len(Bancho().players), len(Bancho(players=2, beatmapsets=1).players))"
    )

    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}  # before what is installed
    ran = [sys.executable, "-c", script]
    done = subprocess.run(ran, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)

    package = tmp_path / "mockbancho"
    assert (done.stderr, done.stdout.split()) == (
        "",
        [str(package / "__init__.py"), str(package / "factories" / "mapping" / "__init__.py"), "61", "3"],
    )


@pytest.mark.parametrize("beside", ["the tree", "another folder"])
def test_an_editable_install_finds_every_package(beside: str, tmp_path: Path) -> None:
    packages = PYPROJECT["tool"]["setuptools"]["packages"]
    script = f"from importlib import import_module; [import_module(name) for name in {packages}]"
    folder = {"the tree": ROOT, "another folder": tmp_path}[beside]

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=folder)

    assert (done.returncode, done.stderr) == (0, "")


def test_pytest_can_be_run_as_a_module_of_the_tree() -> None:
    ran = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/test_contract.py"]

    done = subprocess.run(ran, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_the_metadata_names_the_project(wheel: dict[str, bytes]) -> None:
    metadata = metadata_of(wheel)

    assert [metadata[key] for key in ("Name", "Version", "License-Expression", "Requires-Python")] == [
        "mockbancho",
        PYPROJECT["project"]["version"],
        "MIT",
        ">=3.11",
    ]
    assert metadata["License-File"] == "LICENSE"
    assert wheel[f"{DIST_INFO}/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()


def test_the_readme_is_the_long_description(wheel: dict[str, bytes]) -> None:
    metadata = metadata_of(wheel)

    assert metadata["Description-Content-Type"] == "text/markdown"
    description = metadata.get_payload(decode=True)
    assert isinstance(description, bytes)
    assert description.strip() == (ROOT / "README.md").read_bytes().strip()


def test_the_wheel_needs_nothing_of_the_developers(wheel: dict[str, bytes]) -> None:
    lines = metadata_of(wheel).get_all("Requires-Dist", [])
    needed = {re.split("[<>=;]", line)[0].strip() for line in lines if "extra ==" not in line}

    assert needed == {
        "click",
        "factory-boy",
        "faker",
        "httptools",
        "msgspec",
        "python-multipart",
        "pyyaml",
        "rich",
        "rosu-pp-py",
        "starlette",
        "uvicorn",
        "uvloop",
    }


def test_clients_and_what_few_need_are_extras(wheel: dict[str, bytes]) -> None:
    metadata = metadata_of(wheel)

    assert metadata.get_all("Provides-Extra") == [
        "aiohttp",
        "httpserver",
        "httpx",
        "httpx2",
        "hypothesis",
        "requests",
        "tls",
        "akatsuki",
    ]
    assert [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" in line] == [
        'aiohttp>=3.10; extra == "aiohttp"',
        'pytest-httpserver>=1.1; extra == "httpserver"',
        'httpx>=0.27; extra == "httpx"',
        'httpx2>=2; extra == "httpx2"',
        'hypothesis>=6.100; extra == "hypothesis"',
        'requests>=2.31; extra == "requests"',
        'trustme>=1.1; extra == "tls"',
        'akatsuki-pp-py==1.0.5; python_version < "3.12" and extra == "akatsuki"',
    ]


def test_the_command_and_the_pytest_plugin_are_entry_points(wheel: dict[str, bytes]) -> None:
    entry_points = wheel[f"{DIST_INFO}/entry_points.txt"].decode()

    assert (
        entry_points
        == "[console_scripts]\nmockbancho = mockbancho.cli:main\n\n[pytest11]\nmockbancho = mockbancho.plugin\n"
    )


def test_the_source_distribution_holds_the_package_and_its_tests(sdist: set[str]) -> None:
    package = {
        path.relative_to(ROOT).as_posix()
        for folder in [*FOLDERS.values(), "tests"]
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    pages = {path.name for path in ROOT.glob("*.md")}  # the README leads to the others, and a test follows its links
    assert package | pages | {"LICENSE", "Makefile", "constraints.txt", "mkdocs.yml", "pyproject.toml"} <= sdist
