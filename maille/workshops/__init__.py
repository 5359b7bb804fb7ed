"""Workshops: what is taught, when, for whom, and who has a seat.

A workshop (atelier) is a model, kept in versions; a session (séance) is dated; a cycle is several sessions joined by
one registration. A seat is a numbered row: the database itself refuses the one too many.
"""
