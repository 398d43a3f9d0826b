"""Enumerations whose members have one word each, the same in Python, in scenario files and in HTTP."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

from mockbancho.errors import Mistake, nearest


class WordEnum(IntEnum):
    """A number of bancho.py with a word of ours: the member's name in lower case."""

    @property
    def word(self) -> str:
        """The member's word, such as `not_ready`."""
        return self.name.lower()

    @classmethod
    def of(cls, given: int | str) -> Self:
        """Return the member with this number or word.

        Raises `Mistake` that names what is known, for anything else.
        """
        words = {member.word: member for member in cls}
        if isinstance(given, str):
            if given in words:
                return words[given]
            raise Mistake(f"{given!r} is no {cls.__name__}{nearest(given, words) or '.'} Known: {', '.join(words)}")
        if type(given) is not bool and given in cls._value2member_map_:
            return cls(given)
        raise Mistake(f"{given!r} is no {cls.__name__}; known: {', '.join(str(int(m)) for m in cls)}")
