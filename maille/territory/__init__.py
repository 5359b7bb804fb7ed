"""What exists on the map: communes, intercommunal bodies, networks, organisations, places, rooms, opening hours.

Words: a *place* (lieu) is where it happens; an *organisation* (structure) employs people and owns kit; a
*network* (réseau) is places that share, its members, and the neighbours beside it.
"""
