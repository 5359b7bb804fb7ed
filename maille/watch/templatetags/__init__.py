"""Tags of the watch."""
