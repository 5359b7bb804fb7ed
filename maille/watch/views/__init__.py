"""The screens of the watch."""
