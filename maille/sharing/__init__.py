"""Sharing: the things and the people a network shares, where each is, in what state, and when each is taken.

A unit is one object with an owner, a base and a condition: the computers of the rooms decide how many people a workshop
may seat. An occupation says that a person (a room, a unit) is taken, from when to when, by what; an absence, that
somebody is away.
"""
