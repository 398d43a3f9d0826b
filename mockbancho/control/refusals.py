"""Answers of the control API other than success: raised anywhere, rendered once, in `application`."""

from __future__ import annotations

from mockbancho.errors import MockbanchoError


class Refusal(MockbanchoError):
    """End a request with a status of its own and a sentence; every `Mistake` is a 400 without this."""

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
