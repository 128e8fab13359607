"""Bringing a bibliography in: read, looked at, and only then written."""
