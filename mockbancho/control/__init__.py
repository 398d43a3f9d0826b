"""The control API, below `/_mock/`: a server's state, clock, worlds and faults, for any language and for its own page."""
