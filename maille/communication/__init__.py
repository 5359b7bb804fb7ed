"""The network's voice: statements and their dated changes, plain language, and the langue de bois.

A statement is published in versions that nothing can change; a change bears its word: EDIT, RECTIFICATIF, RÉACTION,
COQUILLE or RETRAIT. The langue de bois and the plain-language reading write nothing: a text is its own address.
"""
