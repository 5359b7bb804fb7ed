"""Random schedules and days."""

from hypothesis import settings
from hypothesis import strategies as st

from maille.territory.hours.rule import DAY, YEAR_DAYS, DayFacts, Holiday, Rule, Season, Span
from maille.territory.hours.schedule import Schedule

# Enough to have found each mistake made while writing; no deadline, the machine may be busy.
thorough = settings(max_examples=100, deadline=None)

QUARTERS = DAY // 15


@st.composite
def spans(draw, latest=DAY):
    """Disjoint spans on the quarter of an hour, at most three."""
    size = 2 * draw(st.integers(0, 3))
    marks = sorted(draw(st.sets(st.integers(0, QUARTERS), min_size=size, max_size=size)))
    found = [Span(15 * opens, 15 * closes) for opens, closes in zip(marks[::2], marks[1::2], strict=True)]
    if latest > DAY and draw(st.booleans()):
        found.append(Span(22 * 60, draw(st.integers(DAY + 15, latest))))
    return tuple(found)


weekdays = st.frozensets(st.integers(0, 6), min_size=1)
ranks = st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=3))
seasons = st.one_of(
    st.just(()),
    st.tuples(st.builds(Season, st.sampled_from(YEAR_DAYS), st.sampled_from(YEAR_DAYS))),
    st.sampled_from([(Season(701, 831),), (Season(901, 630),), (Season(101, 131), Season(501, 531))]),
)
holidays = st.sampled_from([None, None, Holiday.PUBLIC, Holiday.SCHOOL])

rules = st.builds(Rule, spans(latest=DAY + 6 * 60), weekdays, ranks, seasons, holidays, st.booleans())
schedules = st.builds(Schedule, st.lists(rules, max_size=5).map(tuple))
plain_rules = st.builds(Rule, spans(), weekdays)
plain_schedules = st.builds(Schedule, st.lists(plain_rules, max_size=4).map(tuple))


@st.composite
def days(draw):
    """The facts of a day that can exist: a fifth one is the last, a first is not."""
    nth, is_last = draw(st.sampled_from([(1, False), (2, False), (3, False), (4, False), (4, True), (5, True)]))
    return DayFacts(
        draw(st.integers(0, 6)),
        nth,
        is_last,
        draw(st.sampled_from(YEAR_DAYS)),
        draw(st.booleans()),
        draw(st.booleans()),
    )
