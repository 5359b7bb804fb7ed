"""Appointments: one resident and one mediator, at a place, by telephone or at home.

A reason (motif) says how long and for whom. A mediator's openings, minus the closed days of the place and all that
takes her already, are cut into slots: computed, never stored. Who wants to come earlier is offered what becomes free.
"""
