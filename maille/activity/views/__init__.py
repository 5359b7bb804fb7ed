"""The screens of activity."""
