"""French as data: words to search by, agreement, langue de bois. Pure Python, no Django, usable from a plain prompt."""
