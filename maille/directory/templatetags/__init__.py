"""Template tags of the directory: see `search`."""
