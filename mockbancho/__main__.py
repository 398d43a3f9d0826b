"""Run the command line: `python -m mockbancho`."""

from mockbancho.cli import main

main()
