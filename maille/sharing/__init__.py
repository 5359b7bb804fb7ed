"""Sharing: the things and the people a network shares, where each is, in what state, and when each is taken.

A unit is one object with an owner, a base and a condition: the computers of the rooms decide how many people a
workshop may seat, what is to lend is asked by model and promised by unit. A need says what a place wants and when; a
promise, which unit; its custody, who holds it. An occupation says that a person (a room, a unit) is taken, by what;
an absence, that somebody is away; the ledger, what each place gave the others.
"""
