"""The pp engine of the real server, where it is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

import pytest

HAS_AKATSUKI: Final = find_spec("akatsuki_pp_py") is not None
with_akatsuki = pytest.mark.skipif(
    not HAS_AKATSUKI, reason="akatsuki-pp-py, the real server's engine, is not installed: it needs Python 3.11"
)
EACH_ENGINE: Final = ["rosu", pytest.param("akatsuki", marks=with_akatsuki)]
