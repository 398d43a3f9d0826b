"""The fake API on a socket: a process of its own, or a listener beside your code."""
