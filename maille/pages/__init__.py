"""Screens that show several capabilities: the home page and its doors, the place page, the credits."""
