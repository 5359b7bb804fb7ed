"""Serving Maille from one command: the data folder, what must be ready first, the web server and its worker."""
