"""Fetching what a stranger's address gives, safely: pure Python, no Django. `fetch.fetch` is the one door."""
