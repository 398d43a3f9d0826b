"""A picture of what a generated world holds: `python -m tools.pictures` writes `docs/pictures/worlds.png`."""
