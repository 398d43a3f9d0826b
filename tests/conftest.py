"""Settings for all tests: properties have no deadline, since the machines that run them are shared."""

from importlib import import_module
from importlib.util import find_spec

from hypothesis import settings

settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

for library in ("akatsuki_pp_py", "rosu_pp_py", "yaml"):
    if find_spec(library) is not None:
        import_module(library)  # a nested run forgets what it imported first, and these cannot be imported twice
