"""The `.osr` file: a replay's frames as the server stores them, and the header that it puts before them.

Layout (little endian): observed of get_replay, see the recordings tagged get_replay.
"""

from __future__ import annotations

import lzma
import struct
from datetime import datetime
from hashlib import md5
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from mockbancho import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT: Final = range(-(2**15), 2**15)
"""What a hit count or combo may be."""
INT: Final = range(-(2**31), 2**31)
"""What a score or mods may be."""
_VERSION: Final = 20200207
_TICKS_AT_EPOCH: Final = 621_355_968_000_000_000
"""The Unix epoch in .NET ticks of 100 ns since the year 1."""


_LZMA: Final = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 21, "lc": 3, "lp": 0, "pb": 2, "mode": lzma.MODE_NORMAL}]
_SIZE: Final = slice(5, 13)
"""Where an LZMA file says how long it is unpacked; Python writes -1, which the client does not read."""


class Frame(NamedTuple):
    """Where the cursor is (osu!'s pixels) and which keys are held, at a millisecond of the beatmap."""

    at: int
    x: float
    y: float
    keys: int


def pack_frames(frames: Iterable[Frame], seed: int) -> bytes:
    """Return frames, earliest first, as the server stores them; *seed* is that of the play's randomness.

    Layout: LZMA of `milliseconds since the last frame|x|y|keys`, comma after each; two frames of the client's own come
    first, the seed last.
    """
    parts, last = ["0|256|-500|0", "-1|256|-500|0"], -1
    for at, x, y, keys in frames:
        parts.append(f"{at - last}|{x:g}|{y:g}|{keys}")
        last = at
    text = ",".join([*parts, f"-12345|0|0|{seed},"]).encode()
    packed = bytearray(lzma.compress(text, format=lzma.FORMAT_ALONE, filters=_LZMA))
    packed[_SIZE] = struct.pack("<q", len(text))
    return bytes(packed)


class ReplayHeader(Struct, frozen=True, kw_only=True):
    """What a replay tells before its frames; *counts* are n300, n100, n50, ngeki, nkatu, nmiss."""

    mode: int
    map_md5: str
    player_name: str
    counts: tuple[int, int, int, int, int, int]
    score: int
    max_combo: int
    perfect: int
    mods: int
    play_time: datetime

    def wrap(self, frames: bytes, score_id: int) -> bytes:
        """Return the whole file. Numbers too large for their field are cut to what it holds."""
        return b"".join(
            (
                struct.pack("<bi", self.mode % 4, _VERSION),
                _string(self.map_md5),
                _string(self.player_name),
                _string(self.digest),
                struct.pack("<6h", *(_within(SHORT, count) for count in self.counts)),
                struct.pack("<ih", _within(INT, self.score), _within(SHORT, self.max_combo)),
                struct.pack("<Bi", self.perfect & 0xFF, _within(INT, self.mods)),
                _string(""),
                struct.pack("<qi", self._ticks, len(frames)),
                frames,
                struct.pack("<q", score_id),
            )
        )

    @property
    def digest(self) -> str:
        """The md5 that the header carries of itself."""
        n300, n100, n50, ngeki, nkatu, nmiss = self.counts
        text = (
            f"{n100 + n300}p{n50}o{ngeki}o{nkatu}t{nmiss}a{self.map_md5}r{self.max_combo}e{self.perfect == 1}"
            f"y{self.player_name}o{self.score}u0{self.mods}True"
        )
        return md5(text.encode(), usedforsecurity=False).hexdigest()

    @property
    def _ticks(self) -> int:
        """The time of play in .NET ticks. bancho.py goes through a float of seconds."""
        return int(clock.from_datetime(self.play_time) / clock.SECOND * 10**7) + _TICKS_AT_EPOCH


def _within(range_: range, number: int) -> int:
    return max(range_[0], min(range_[-1], number))


def _string(text: str) -> bytes:
    """Return a string as osu! writes it: a marker, the length in bytes as ULEB128, UTF-8."""
    if not text:
        return b"\x00"
    data = text.encode()
    length = len(data)
    prefix = bytearray(b"\x0b")
    while length > 0x7F:
        prefix.append(length & 0x7F | 0x80)
        length >>= 7
    prefix.append(length)
    return bytes(prefix) + data
