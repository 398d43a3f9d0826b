"""What osu! is: modes, mods, grades, privileges, multiplayer words, replay files. No state, no input or output."""
