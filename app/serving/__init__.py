"""The server in front of the WSGI application: an event loop that waits so that threads don't."""
