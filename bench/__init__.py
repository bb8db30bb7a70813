"""Measurements beside named peers: `python -m bench`."""
