"""The requests of companies, from five lines to the certificates of their employees.

A company asks without an account and follows its request behind a secret link; the network proposes options; one is
accepted, its convention signed, its people named; their sessions are held by `workshops`, their presence and signatures
kept by `activity`; a certificate says the hours that each of them followed.
"""
