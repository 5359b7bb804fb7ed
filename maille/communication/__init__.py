"""The network's voice: texts in langue de bois, drawn for fun and marked as parody.

Nothing here is written to the database: a text is its own address.
"""
