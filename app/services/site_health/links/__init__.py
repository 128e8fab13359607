"""Checks of the links on request: which of them are dead or have moved."""
