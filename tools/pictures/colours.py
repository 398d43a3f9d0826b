"""One palette for the whole picture."""

from __future__ import annotations

from typing import Final

INK: Final = "#2d2a3e"
PALE: Final = "#6f6a85"
GRID: Final = "#e6e3ee"
PINK: Final = "#e5508f"
"""What is shown first, and osu!."""
BLUE: Final = "#3f7fbf"
"""What stands beside it."""
RULESETS: Final = (PINK, "#e0822e", "#3c9d6b", "#7a5bc7")
GRADES: Final = {
    "XH": "#9fb4c9", "X": "#e8b93c", "SH": "#c3d0de", "S": "#f2d488", "A": "#67b98a", "B": "#5f97d1", "C": "#a184d6",
    "D": "#d9695f",
}  # fmt: skip
SHADES: Final = ("#f1eff6", "#f9cfe0", "#f29abd", "#e5508f", "#a92a66")
"""Of a day: none, few, some, more, many plays."""
