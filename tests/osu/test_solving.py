"""Hits for a wanted accuracy: the nearest that can be."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.errors import Mistake
from mockbancho.osu.accuracy import Hits, accuracy
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import Objects, estimated_objects
from mockbancho.osu.solving import hits_for, misses_for

V2 = Mods.SCOREV2.value


def every_play(mode: int, objects: Objects, misses: int) -> list[Hits]:
    """All that can be hit with so many misses, found by trying."""
    hit = objects.count - misses
    splits = [each for each in product(range(hit + 1), repeat=3) if sum(each) <= hit]
    match mode:
        case 0:
            return [Hits(hit - a - b, a, b, nmiss=misses) for a, b, c in splits if c == 0]
        case 1:
            return [Hits(hit - a, a, nmiss=misses) for a in range(hit + 1)]
        case 2:
            tiny = objects.tiny
            return [Hits(hit - tiny, 0, tiny - a, nkatu=a, nmiss=misses) for a in range(tiny + 1)]
        case _:
            return [Hits(hit - a - b - c, a, b, nkatu=c, nmiss=misses) for a, b, c in splits]


@given(mode=st.integers(0, 3), combo=st.integers(1, 12), misses=st.integers(0, 4), wanted=st.floats(0, 100))
def test_the_hits_are_the_nearest_there_are(mode: int, combo: int, misses: int, wanted: float) -> None:
    objects = estimated_objects(mode, combo)
    misses = min(misses, objects.count - objects.tiny)
    nearest = min(abs(accuracy(mode, each) - wanted) for each in every_play(mode, objects, misses))

    try:
        off = abs(accuracy(mode, hits_for(mode, objects, wanted, misses)) - wanted)
    except Mistake:
        assert nearest > 50 / objects.count
    else:
        assert off == pytest.approx(nearest, abs=1e-9)


@given(mode=st.integers(0, 3), combo=st.integers(20, 3000), wanted=st.floats(60, 100), mods=st.sampled_from([0, V2]))
def test_every_object_is_judged_once(mode: int, combo: int, wanted: float, mods: int) -> None:
    objects = estimated_objects(mode, combo)
    fewest, _ = misses_for(mode, objects, wanted, mods)

    hits = hits_for(mode, objects, wanted, fewest, mods)

    assert hits.judged(mode) == objects.count
    assert hits.nmiss == fewest
    assert min(hits.n300, hits.n100, hits.n50, hits.ngeki, hits.nkatu) >= 0


def test_with_score_v2_the_accuracy_is_met_too() -> None:
    hits = hits_for(3, estimated_objects(3, 1000), 97.5, 3, V2)

    assert accuracy(3, hits, V2) == pytest.approx(97.5, abs=0.05)


def test_what_cannot_be_says_what_is_nearest() -> None:
    with pytest.raises(Mistake) as caught:
        hits_for(0, Objects(100, 100), 99.5, misses=10)

    assert str(caught.value) == (
        "accuracy: 99.5 % cannot be reached with 10 misses in 100 judgements; the nearest is 90.000 %"
    )


def test_more_misses_than_objects_cannot_be() -> None:
    with pytest.raises(Mistake, match="misses: expected 0 to 100, as many as there is to hit; got 101"):
        hits_for(0, Objects(100, 100), 0, misses=101)
