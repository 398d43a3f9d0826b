"""The text of a `.osu` file: every section around the objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..chance import mix
from ..words import TAGS
from .song import BRIDGE, CHORUS, INTRO, OUTRO, VELOCITY

if TYPE_CHECKING:
    from mockbancho.records import BeatmapRecipe

    from .chart import Chart
    from .song import Song

_HEAD: Final = """\
osu file format v14

[General]
AudioFilename: audio.mp3
AudioLeadIn: 0
PreviewTime: {preview}
Countdown: 0
SampleSet: {samples}
StackLeniency: 0.7
Mode: {mode}
LetterboxInBreaks: 0
{special}WidescreenStoryboard: 0

[Editor]
{bookmarks}DistanceSpacing: {spacing}
BeatDivisor: 4
GridSize: {grid}
TimelineZoom: 2

[Metadata]
Title:{title}
TitleUnicode:{title}
Artist:{artist}
ArtistUnicode:{artist}
Creator:{creator}
Version:{version}
Source:
Tags:{tags}
BeatmapID:{id}
BeatmapSetID:{set_id}

[Difficulty]
HPDrainRate:{hp:g}
CircleSize:{cs:g}
OverallDifficulty:{od:g}
ApproachRate:{ar:g}
SliderMultiplier:{speed:g}
SliderTickRate:1

[Events]
//Background and Video events
0,0,"{background}",0,0
//Break Periods
{breaks}//Storyboard Layer 0 (Background)
//Storyboard Layer 1 (Fail)
//Storyboard Layer 2 (Pass)
//Storyboard Layer 3 (Foreground)
//Storyboard Layer 4 (Overlay)
//Storyboard Sound Samples

[TimingPoints]
{timing}

{colours}[HitObjects]
"""
_SAMPLES: Final = ("None", "Normal", "Soft", "Drum")
_HEARD: Final = (2, 1, 2, 3)
"""Sample sets that osu! beatmaps have; drums of taiko are normal ones."""
_BACKGROUNDS: Final = ("bg.jpg", "background.jpg", "BG.png", "bg.png")
_COLOURS: Final = (
    "255,128,64", "64,160,255", "120,220,110", "240,210,90", "220,100,200", "110,230,230", "255,90,90", "180,150,255",
)  # fmt: skip
_VOLUMES: Final = {INTRO: 50, OUTRO: 45, BRIDGE: 55, CHORUS: 75}


def text_of(song: Song, chart: Chart) -> bytes:
    """Return the file: UTF-8, lines ended as Windows does, as the client writes it."""
    recipe, root = song.recipe, song.root
    head = _HEAD.format(
        preview=_preview(song),
        samples=_SAMPLES[_sample_set(song)],
        mode=recipe.mode,
        special="SpecialStyle: 0\n" if recipe.mode == 3 else "",
        bookmarks=_bookmarks(song),
        spacing=(0.8, 1, 1.2, 1.4)[root >> 10 & 3],
        grid=(4, 8, 16, 32)[root >> 12 & 3],
        tags=" ".join(_tags(recipe)),
        background=_BACKGROUNDS[_of_song(recipe) >> 9 & 3],
        speed=chart.slider_multiplier,
        breaks=_breaks(song),
        timing="\n".join(_timing(song)),
        colours=_colours(root),
        id=recipe.id,
        set_id=recipe.set_id,
        hp=recipe.hp,
        cs=recipe.cs,
        od=recipe.od,
        ar=recipe.ar,
        **_names(recipe),
    )
    return "\r\n".join([*head.splitlines(), *chart.lines, ""]).encode(errors="replace")


def _names(recipe: BeatmapRecipe) -> dict[str, str]:
    """Return what the beatmap is called, each on one line."""
    return {name: " ".join(getattr(recipe, name).splitlines()) for name in ("artist", "title", "creator", "version")}


def _of_song(recipe: BeatmapRecipe) -> int:
    """Return bits that all beatmaps of a set share."""
    return mix(recipe.set_id)


def _tags(recipe: BeatmapRecipe) -> list[str]:
    bits = _of_song(recipe)
    picked = [TAGS[(bits >> 6 * nth) % len(TAGS)] for nth in range(3 + bits % 4)]
    return list(dict.fromkeys(picked))


def _preview(song: Song) -> int:
    """Return where the preview begins: at the first chorus."""
    return next((song.at(tick) for tick, kind in song.sections if kind == CHORUS), song.first)


def _bookmarks(song: Song) -> str:
    marks = ",".join(str(song.at(tick)) for tick, _ in song.sections)
    return f"Bookmarks: {marks}\n" if len(song.sections) > 1 else ""


def _breaks(song: Song) -> str:
    ar = song.recipe.ar
    preempt = int(1800 - 120 * ar if ar < 5 else 1200 - 150 * (ar - 5))
    return "".join(f"2,{song.at(start) + 200},{song.at(stop) - preempt}\n" for start, stop in song.breaks)


def _sample_set(song: Song) -> int:
    return 1 if song.recipe.mode == 1 else _HEARD[song.root >> 8 & 3]


def _timing(song: Song) -> list[str]:
    """Return the red line, and a green line where each section opens: its volume, and kiai in the chorus."""
    samples = _sample_set(song)
    lines = [f"{song.first},{song.beat!r},4,{samples},0,60,1,0"]
    for tick, kind in song.sections:
        volume = _VOLUMES.get(kind, 60)
        slowness = 100 / VELOCITY[kind] if song.recipe.mode in (0, 2) else 100
        lines.append(f"{song.at(tick)},-{slowness:g},4,{samples},0,{volume},0,{int(kind == CHORUS)}")
    return lines


def _colours(root: int) -> str:
    """Return four colours of combos."""
    first = root >> 16 & 7
    chosen = [_COLOURS[(first + step) & 7] for step in (0, 3, 6, 1)]
    return "[Colours]\n" + "".join(f"Combo{nth} : {rgb}\n" for nth, rgb in enumerate(chosen, 1)) + "\n"
