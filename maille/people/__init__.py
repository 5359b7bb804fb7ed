"""Who acts: accounts, their roles in a network or a place, invitations, and the shared desk.

Words: a *role* is what one person may do somewhere, from a date to a date; a *desk* is a shared computer where
the people of a place pass from one to another with a short code.
"""
