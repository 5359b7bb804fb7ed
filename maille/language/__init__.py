"""French as data: words to search by. Pure Python, no Django, usable from a plain prompt."""
