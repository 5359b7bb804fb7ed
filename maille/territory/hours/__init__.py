"""Opening hours of places: what is written on the door, as data that can be asked questions.

`schedule` is the value, `osm` and `french` read and write it, `cells` flattens it for the database,
`state` answers "open now?", `say` words the answer, `calendar` knows holidays. Pure Python: no Django,
no clock, no database. Times are local wall-clock minutes since midnight. Who writes 9 h means 9 h there.
"""
