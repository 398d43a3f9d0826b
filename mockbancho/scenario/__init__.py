"""Scenarios: worlds that move by themselves, and the director who moves them."""
