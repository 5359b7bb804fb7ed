"""Tags of the screens about people."""
