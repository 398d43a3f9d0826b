"""Settings for all tests: properties have no deadline, since the machines that run them are shared."""

from hypothesis import settings

settings.register_profile("tests", deadline=None)
settings.load_profile("tests")
