"""Activity: who came, to what, for how long, and the papers that say so.

A presence (présence) is what stands after every tick (pointage) that any device made; a sheet (feuille) gathers those
of a session; a signature is per half-day; an attestation says what somebody followed, and nothing more.
"""
