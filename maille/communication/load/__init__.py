"""What posters need of the database: what they speak of, whether it is still true, and how they are hung."""

from .paper import drawable, here, hung_everywhere
from .subjects import NoSubject, Subject, again, as_said, nothing, subject, week_of
from .told import outdated, still_outdated, told_now

__all__ = [
    "NoSubject",
    "Subject",
    "again",
    "as_said",
    "drawable",
    "here",
    "hung_everywhere",
    "nothing",
    "outdated",
    "still_outdated",
    "subject",
    "told_now",
    "week_of",
]
