"""What other machines read: agendas to subscribe to (iCalendar) and the programme as news (Atom).

The feeds of a network and of a place are public. That of a mediator has a secret address that she can stop at any time.
"""
