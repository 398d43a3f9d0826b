"""mockbancho: a fake bancho.py, as a test double, a development server and a demo."""
