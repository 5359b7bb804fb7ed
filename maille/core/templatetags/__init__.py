"""Template tags of the screens: see `ui`."""
