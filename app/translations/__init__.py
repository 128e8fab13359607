"""Catalogues of the interface in other languages, and which language a request is answered in."""
