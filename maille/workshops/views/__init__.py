"""The screens of the workshops, one file for each kind of reader."""
