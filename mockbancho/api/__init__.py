"""The fake API over HTTP: an ASGI application that answers from a world, as one contract says."""
