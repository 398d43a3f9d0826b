"""What there is to hit in a beatmap, as far as judgements go."""

from __future__ import annotations

import msgspec

from mockbancho.osu.modes import GameMode


class Objects(msgspec.Struct, frozen=True, gc=False):
    """Judgements that a whole play has; of these, *droplets* and *tiny* (catch alone) are of the smaller kinds."""

    count: int
    max_combo: int
    droplets: int = 0
    tiny: int = 0

    def part(self, share: float) -> Objects:
        """Return what is judged of a play that ends after this share, 0 to 1; at least one judgement."""
        return Objects(
            max(1, int(self.count * share)),
            max(1, int(self.max_combo * share)),
            int(self.droplets * share),
            int(self.tiny * share),
        )


def estimated_objects(mode: int, max_combo: int) -> Objects:
    """Return what a beatmap without a file probably has, by its maximum combo."""
    combo = max(1, max_combo)
    match GameMode(mode).ruleset:
        case GameMode.TAIKO:
            return Objects(combo, combo)
        case GameMode.CATCH:
            return Objects(combo + combo // 3, combo, combo // 12, combo // 3)
        case GameMode.MANIA:
            return Objects(max(1, combo * 4 // 5), combo)
        case _:
            return Objects(max(1, combo * 3 // 4), combo)
