"""Everything that mockbancho raises.

MockbanchoError
├── ApiError                    an answer of the fake API that is not a 200
│   ├── BadRequest              400, bancho.py's words
│   ├── Unauthorized            401, no API key that counts
│   ├── Forbidden               403, a restricted key's owner
│   ├── Conflict                409, what another player has
│   ├── NotFound                404, bancho.py's words
│   │   └── V2NotFound          404 of the second version of the API
│   ├── InvalidParameters       422, in the contract's dialect
│   └── UpstreamCrash           500, where the real server crashes
├── Refusal                     an answer of the control API that is not a 200
│   ├── NoToken                 401, no token where one is needed
│   ├── NotAllowed              403, whoever may not ask at all
│   ├── NotThere                404, no such world, path, fault or checkpoint
│   ├── WrongMethod             405
│   ├── Clash                   409, what does not go together with what is there
│   ├── TooLarge                413
│   ├── WrongType               415
│   └── Busy                    503, one more of what there are too many already
├── VerificationError           calls that a test expected otherwise; an AssertionError too
└── Mistake                     something that our own user got wrong
    ├── NoSuchRow               no row of this id or name
    ├── NoSuchEndpoint          no endpoint of this name
    ├── WorldFileError          all mistakes of one world file
    └── ScenarioError           all mistakes of one scenario

A warning, `BanchoWarning`, is for a request that does less than its client thinks.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class MockbanchoError(Exception):
    """Be the base of every error raised on purpose."""


class ApiError(MockbanchoError):
    """End a request with an answer other than 200; rendered in one place, `mockbancho.api.answers`."""

    status = 500

    def __init__(self, text: str) -> None:
        """Take the text that the answer's body tells."""
        super().__init__(text)
        self.text = text
        self.ignored: tuple[str, ...] = ()
        """Parameters of the request that the endpoint ignored; whoever read them says so."""


class BadRequest(ApiError):
    """Refuse a request that is well-formed but makes no sense, as bancho.py's handlers do."""

    status = 400


class Unauthorized(ApiError):
    """Refuse a request whose API key is nobody's."""

    status = 401


class Forbidden(ApiError):
    """Refuse what the owner of the API key may not do."""

    status = 403


class Conflict(ApiError):
    """Refuse what another player has already, such as a name."""

    status = 409


class NotFound(ApiError):
    """Say that the row asked for does not exist (or is hidden)."""

    status = 404


class V2NotFound(NotFound):
    """Say the same in the envelope of the second version of the API."""


class UpstreamCrash(ApiError):
    """Answer the 500 that a bug of the real server causes; *text* names the bug for the journal alone."""

    status = 500


class InvalidParameters(ApiError):
    """Refuse parameters that fail validation; *entries* are the members of `detail`, already in the dialect."""

    status = 422

    def __init__(self, entries: Sequence[dict[str, object]], ignored: tuple[str, ...] = ()) -> None:
        """Take the entries in the order of the endpoint's parameters, and the parameters that it ignores."""
        super().__init__("invalid parameters")
        self.entries = entries
        self.ignored = ignored


class Refusal(MockbanchoError):
    """End a request to the control API with a status and a sentence; every `Mistake` is a 400 without this."""

    status = 400

    def __init__(self, sentence: str, *, headers: dict[str, str] | None = None) -> None:
        """Take what the answer says, and headers that belong to it."""
        super().__init__(sentence)
        self.headers = headers or {}


class NotAllowed(Refusal):
    """Refuse whoever may not ask at all."""

    status = 403


class NoToken(Refusal):
    """Refuse whoever shows no token where one is needed."""

    status = 401


class NotThere(Refusal):
    """Say that there is no such world, path, fault or checkpoint."""

    status = 404


class WrongMethod(Refusal):
    """Say which methods a path has."""

    status = 405


class Clash(Refusal):
    """Refuse what does not go together with what is there."""

    status = 409


class TooLarge(Refusal):
    """Refuse a body beyond the bound."""

    status = 413


class WrongType(Refusal):
    """Refuse a body of another content type."""

    status = 415


class Busy(Refusal):
    """Refuse one more of what there are too many already."""

    status = 503


class VerificationError(MockbanchoError, AssertionError):
    """Say which calls a test expected, and show those that there were."""


class BanchoWarning(UserWarning):
    """Tell of a request that does less than its client thinks, such as one with a parameter that is ignored."""


class Mistake(MockbanchoError):
    """Name something that our own user got wrong: the place, what was given, what is known, and the nearest."""


class NoSuchRow(Mistake, KeyError):
    """Say that a world has no row of this id or name."""

    def __str__(self) -> str:
        """Return the sentence, not its repr as `KeyError` does."""
        return str(self.args[0])


class NoSuchEndpoint(Mistake, AttributeError):
    """Say that a contract has no endpoint of this name."""


class WorldFileError(Mistake):
    """List every mistake found in a world file; nothing of it was loaded."""

    def __init__(self, file: str, mistakes: Iterable[str]) -> None:
        """Take the file's name and one line per mistake, each beginning with its path in the file."""
        self.file = file
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{file}: {mistake}" for mistake in self.mistakes))


class ScenarioError(Mistake):
    """List every mistake found in a scenario; nothing of it was played."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        """Take one line per mistake, each beginning with its place."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


def nearest(given: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known word closest to *given*, or nothing."""
    close = get_close_matches(given, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
