"""Answers kept in a file: an interrupted recording goes on."""

from contextlib import closing
from pathlib import Path

import pytest

from mockbancho.errors import Mistake
from mockbancho.learning.kept import FORMAT, Heading, Kept
from mockbancho.learning.questions import Reply, ask

HEADING = Heading(FORMAT, "https://api.server.example", "/v1", 1_719_835_200_000_000)
LATER = Heading(FORMAT, "https://api.server.example", "/v1", 1_800_000_000_000_000)
QUESTION, REPLY = ask("get_clan", id=1), Reply(200, "application/json", b'{"id":1}')
OTHER, MISSING = ask("get_clan", id=2), Reply(404, "application/json", b"{}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one answer."""
    path = tmp_path / "world.json.part"
    with closing(Kept(path, HEADING)) as kept:
        kept.add(QUESTION, REPLY)
    return path


def test_what_was_answered_is_there_again_with_the_moment_it_began(path: Path) -> None:
    with closing(Kept(path, LATER)) as kept:
        kept.add(OTHER, MISSING)

    with closing(Kept(path, LATER)) as again:
        assert (again.answers, again.heading) == ({QUESTION: REPLY, OTHER: MISSING}, HEADING)


def test_an_answer_that_was_cut_off_is_asked_again(path: Path) -> None:
    with closing(Kept(path, LATER)) as kept:
        kept.add(OTHER, MISSING)
    path.write_bytes(path.read_bytes()[:-5])

    with closing(Kept(path, LATER)) as again:
        again.add(OTHER, REPLY)

    with closing(Kept(path, LATER)) as third:
        assert third.answers == {QUESTION: REPLY, OTHER: REPLY}


def test_a_file_that_was_cut_off_in_its_heading_begins_anew(path: Path) -> None:
    path.write_bytes(b'{"mockbancho":1,"ser')

    with closing(Kept(path, LATER)) as kept:
        assert (kept.answers, kept.heading) == ({}, LATER)
    assert path.read_bytes().startswith(b'{"mockbancho":1,"server":"https')


@pytest.mark.parametrize(
    ("server", "prefix"), [("https://other.example", "/v1"), ("https://api.server.example", "/api")]
)
def test_answers_of_another_server_are_not_mixed_in(server: str, prefix: str, path: Path) -> None:
    with pytest.raises(Mistake) as refused:
        Kept(path, Heading(FORMAT, server, prefix, 0))

    assert str(refused.value) == (
        f"{path} keeps answers of https://api.server.example/v1, not of {server}{prefix}; "
        "move it away, or name another file"
    )


@pytest.mark.parametrize("text", ["hello\n", "{}\n", '{"mockbancho":1}\n'])
def test_a_file_of_another_kind_is_left_alone(text: str, path: Path) -> None:
    path.write_text(text)

    with pytest.raises(Mistake, match=r"keeps no answers of a server; move it away, or name another file$"):
        Kept(path, HEADING)

    assert path.read_text() == text


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"^cannot keep answers in .*nowhere/world.part: No such file or directory$"):
        Kept(tmp_path / "nowhere" / "world.part", HEADING)


def test_a_file_that_is_no_longer_needed_is_removed(path: Path) -> None:
    kept = Kept(path, LATER)

    kept.forget()

    assert not path.exists()
