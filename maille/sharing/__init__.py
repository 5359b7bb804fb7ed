"""Sharing: the things a network owns, where each is, and in what state.

A unit is one object with an owner, a base and a condition. The first units are the computers of the rooms: how many
work decides how many people a workshop may seat.
"""
