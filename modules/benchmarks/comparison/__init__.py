"""Whole runs of vaelab and of other programs, one after the other on the same machine."""
