"""What was looked up once is found faster, and is the same."""

from mockbancho.world.seen import Seen
from mockbancho.world.table import Table


def test_a_row_is_looked_up_once() -> None:
    asked: list[int] = []

    def find(key: int) -> str:
        asked.append(key)
        return str(key)

    seen = Seen(find)

    found = [seen[3], seen[3], seen[4], seen[3]]

    assert found == ["3", "3", "4", "3"]
    assert asked == [3, 4]


def test_what_does_not_exist_is_not_remembered() -> None:
    seen: Seen[int, str] = Seen({1: "one"}.get)

    assert (seen[1], seen[2], seen[2]) == ("one", None, None)
    assert list(seen) == [1]


def test_a_changed_table_has_a_memory_of_its_own() -> None:
    table: Table[str] = Table.of([(1, "old"), (2, "gone")])
    assert (table.lookup(1), table.lookup(2)) == ("old", "gone")

    changed = table.put(1, "new").remove(2)

    assert (changed.lookup(1), changed.lookup(2)) == ("new", None)
    assert (table.lookup(1), table.lookup(2)) == ("old", "gone")
