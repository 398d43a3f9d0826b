"""Run the projects in `examples/` as their owners would: against the built wheel, each in an environment of its own.

python -m tools.examples [NAME]...
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
NEEDS_ALL = "MOCKBANCHO_NEEDS_BROWSER"
"""The variable by which continuous integration refuses to leave out what needs a browser."""
UNTRACKED = shutil.ignore_patterns(".*", "__pycache__", "build", "*.egg-info", "node_modules")


class Failed(Exception):
    """A command that failed, with all that it printed."""


def build_wheel(folder: Path) -> Path:
    """Build the wheel from a copy of the tree; return its path."""
    copy = folder / "source"
    shutil.copytree(ROOT, copy, ignore=UNTRACKED)
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder / "wheel"), str(copy)], folder)
    return next((folder / "wheel").glob("*.whl"))


def try_example(example: Path, wheel: Path, folder: Path) -> list[str]:
    """Install the wheel and what the example needs into a new environment, and run its tests and its type check.

    Returns what they said in short; raises `Failed`.
    """
    project = folder / example.name
    shutil.copytree(example, project, ignore=UNTRACKED)
    environment = folder / f"{example.name}-environment"
    venv.create(environment)
    python = str(environment / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    wanted = ["-c", str(ROOT / "constraints.txt"), "-r", str(project / "requirements.txt"), str(wheel)]
    pip = [sys.executable, "-m", "pip", "--python", python]  # ours, since to install another takes longer than its work
    run([*pip, "install", "-qqq", "--no-compile", "--disable-pip-version-check", *wanted], project)
    tested = run([python, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider"], project)
    skipped = [line for line in tested if line.startswith("SKIPPED")]
    if skipped and NEEDS_ALL in os.environ:
        raise Failed("\n".join((example.name, *skipped)))
    return [example.name, *skipped, tested[-1], *run([python, "-m", "mypy"], project)]


def run(command: list[str], folder: Path) -> list[str]:
    """Run a command in a folder and return the lines that it prints; raises `Failed`."""
    ended = subprocess.run(
        command, cwd=folder, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if ended.returncode:
        raise Failed(f"{folder.name}: {' '.join(command[1:4])}\n{ended.stdout}")
    return ended.stdout.strip().splitlines()


def try_all(examples: list[Path]) -> Iterator[list[str]]:
    """Run examples, as many at once as there are processors, and yield what each said, in their order."""
    with TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as workers:
        folder = Path(name)
        attempt = partial(try_example, wheel=build_wheel(folder), folder=folder)
        yield from workers.map(attempt, examples)


def main(names: list[str]) -> None:
    """Run the examples of these names, or all."""
    known = {path.name: path for path in sorted(EXAMPLES.iterdir()) if path.is_dir()}
    try:
        for told in try_all([known[name] for name in names or known]):
            print("\n  ".join(told), flush=True)
    except Failed as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main(sys.argv[1:])
