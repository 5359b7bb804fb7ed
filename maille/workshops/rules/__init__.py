"""The rules of workshops: capacity, seats, series of dates, codes. No Django, no clock, no database."""
