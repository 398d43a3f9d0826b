"""Commands for the people who work on mockbancho; none of them is installed."""
