"""The in-memory world: immutable tables and indexes, cheap to fork, and the questions that the API asks of them."""
