"""Write the default world, as the package ships it: `python -m tools.world`, or see whether it is current: `--check`.

Numbers of a pp calculator of another version may differ, and so may what follows from them; a check says so.
"""

import sys
from pathlib import Path

from mockbancho.factories import default_world

from mockbancho.generated import SHIPPED
from mockbancho.world.packed import pack

PATH = Path(__file__).parent.parent / "mockbancho" / "world" / SHIPPED


def main() -> None:
    """Write it, or with `--check` compare it."""
    packed = pack(default_world())
    if "--check" not in sys.argv[1:]:
        PATH.write_bytes(packed)
        print(f"{PATH.name}: {len(packed):,} bytes")
    elif PATH.read_bytes() != packed:
        sys.exit(f"{PATH.name} is not what the factories make now: run `make world` and commit it")


if __name__ == "__main__":
    main()
