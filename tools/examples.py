"""Run the projects in `examples/` as their owners would: against the built wheel, each in an environment of its own.

python -m tools.examples [NAME]...
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
UNTRACKED = shutil.ignore_patterns(".*", "__pycache__", "build", "*.egg-info", "node_modules")


def build_wheel(folder: Path) -> Path:
    """Build the wheel from a copy of the tree; return its path."""
    copy = folder / "source"
    shutil.copytree(ROOT, copy, ignore=UNTRACKED)
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder / "wheel"), str(copy)], folder)
    return next((folder / "wheel").glob("*.whl"))


def try_example(example: Path, wheel: Path, folder: Path) -> None:
    """Install the wheel and what the example needs into a new environment, and run its tests and its type check."""
    project = folder / example.name
    shutil.copytree(example, project, ignore=UNTRACKED)
    environment = folder / f"{example.name}-environment"
    venv.create(environment, with_pip=True)
    python = str(environment / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    wanted = ["-c", str(ROOT / "constraints.txt"), "-r", str(project / "requirements.txt"), str(wheel)]
    run([python, "-m", "pip", "install", "-qqq", "--disable-pip-version-check", *wanted], project)
    run([python, "-m", "pytest", "-q", "-p", "no:cacheprovider"], project)
    run([python, "-m", "mypy"], project)


def run(command: list[str], folder: Path) -> None:
    """Run a command in a folder; ends this one if it fails."""
    ended = subprocess.run(
        command, cwd=folder, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if ended.returncode:
        sys.exit(ended.stdout)
    print(f"  {command[2]}: {ended.stdout.strip().splitlines()[-1] if ended.stdout.strip() else 'done'}", flush=True)


def main(names: list[str]) -> None:
    """Run the examples of these names, or all."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        for example in sorted(EXAMPLES.iterdir()):
            if example.is_dir() and (not names or example.name in names):
                print(example.name, flush=True)
                try_example(example, wheel, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
