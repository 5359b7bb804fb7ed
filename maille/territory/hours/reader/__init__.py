"""Reading hours written in French, in four steps: text → tokens → phrases → clauses → schedule.

Each step refuses what it does not know with a French sentence (HoursError): a word left out could change the meaning,
and a resident would stand before a closed door.
"""
