"""Compare two records: each thing both say is an evidence, and their weights add up.

Weights are natural logarithms of odds, set by hand on the pairs of one region and judged on the others
(bench/matching.py). An evidence is first one of a fixed table, so that the many couples that are two places cost
little; its details are filled in for those that are kept.
"""

import math
from functools import cached_property

from .addresses import compare_numbers, compare_ways
from .candidates import Candidate
from .contacts import is_landline, same_company
from .evidence import REVIEW_FROM, SAME_FROM, Evidence, Pair, Says, band_of, score_of
from .names import compare_own_words, same_commune
from .neighbourhood import Neighbourhood
from .positions import distance
from .readings import Reading, read
from .trades import GUESTS

BEFORE = -2.5
"""What two records of one neighbourhood are worth before anything is compared: most are two places."""
LACKING = -1e-9
"""Tenths add up to nothing but for the last digits of a computer's numbers."""

AT_ONE_ADDRESS = 300
IN_ONE_BUILDING = 75
AT_ONE_POINT = 30
LOOSE = 150
FAR = 1000


def _table(kind: str, weights: dict[Says, float]) -> dict[str, Evidence]:
    """The evidences of one kind by what they say; what is missing weighs nothing."""
    said: dict[Says, float] = {"missing": 0.0, **weights}
    return {says: Evidence(kind, says, weight) for says, weight in said.items()}


NAME = _table("name", {"same": 3.5, "near": 2.2, "differs": -1.5})
NAME_ALIKE = Evidence("name", "same", 4.0)
NAME_PARTLY = Evidence("name", "near", 0.7)
NAMED_BY_TRADE = Evidence("name", "near", 1.0)
NAMED_BY_SAME_TRADE = Evidence("name", "same", 1.5)
TRADE = _table("trade", {"same": 1.5, "near": 1.0, "differs": -2.5})
ONLY_ONE = _table("only", {"same": 1.2})
MARKS = _table("marks", {"differs": -1.0})
NUMBER = _table("number", {"same": 1.5, "near": -0.2, "differs": -1.5})
WAY = _table("way", {"same": 2.0, "near": 1.0, "differs": -1.5})
COMMON_WAY = _table("way", {"same": 1.0, "near": 0.5})
COMMUNE = _table("commune", {"same": 0.0, "differs": -2.5})
PHONE = _table("phone", {"same": 3.0, "near": 0.5, "differs": -0.7})
MOBILE = Evidence("phone", "same", 1.5)
MAIL = _table("mail", {"same": 2.5, "near": 0.5, "differs": -0.2})
PIVOT = _table("pivot", {"same": 2.0, "near": 0.4, "differs": -0.7})
ONE_COMPANY = Evidence("pivot", "differs", -0.2)
WEBSITE = _table("website", {"same": 0.8, "near": 0.3})
PARENT = _table("parent", {"same": 0.3})
MOST_OF_A_NAME = NAME_ALIKE.weight + ONLY_ONE["same"].weight
"""Names are long to compare: those of two records that even this would not bring together are not."""
NO_DISTANCE = Evidence("distance", "missing", 0.0)
IN_THE_CROWD = Evidence("distance", "near", 0.5)
TWO_ORGANISATIONS = Evidence("organisations", "differs", -2.5)
"""Two trades at one address: a mairie and its CCAS share a place, and are not one."""
DISTANCES = (
    (AT_ONE_POINT, Evidence("distance", "same", 2.0)),
    (IN_ONE_BUILDING, Evidence("distance", "near", 1.5)),
    (150, Evidence("distance", "near", 1.0)),
    (300, Evidence("distance", "near", 0.3)),
    (600, Evidence("distance", "differs", -0.7)),
    (FAR, Evidence("distance", "differs", -1.5)),
    (2000, Evidence("distance", "differs", -3.0)),
    (math.inf, Evidence("distance", "differs", -5.0)),
)
"""Up to how many metres, and what that is worth."""


def compare(one: Candidate, other: Candidate) -> Pair:
    """Compare two records alone; what many places share is only known when they are matched together."""
    if (other.key, other.source, other.name) < (one.key, one.source, one.name):
        one, other = other, one
    comparison = Comparison(read(one), read(other), Neighbourhood())
    comparison.judge()
    return comparison.pair()


class Comparison:
    """Two records side by side, with what their neighbourhood knows: the place first, then how to reach it."""

    evidence: tuple[Evidence, ...] = ()
    score = 0

    def __init__(self, one: Reading, other: Reading, around: Neighbourhood) -> None:
        self.one, self.other, self.around = one, other, around
        self.metres = distance(one.candidate, other.candidate)
        self.trade = _trade(one, other)
        self.way = _way(one, other)
        self.number = _number(one, other) if self.way.says in _ONE_WAY else NUMBER["missing"]

    @cached_property
    def name(self) -> Evidence:
        return _name(self.one, self.other, self.trade)

    @cached_property
    def only(self) -> Evidence:
        return _only(self.one, self.other, self.name, self.trade, self.around)

    def may_be_one_place(self) -> bool:
        """Whether it is worth asking the rest: a shared contact, one address, or weight enough without them."""
        weight = BEFORE + self.trade.weight + self.way.weight + self.number.weight + self._distance().weight
        if weight + MOST_OF_A_NAME > LACKING and weight + self.name.weight + self.only.weight > LACKING:
            return True
        return not self.one.contacts.isdisjoint(self.other.contacts) or self._at_one_address()

    def judge(self) -> int:
        """Ask the rest, and give the score."""
        evidence = self.evidence = self._evidence()
        score = score_of(BEFORE + sum(each.weight for each in evidence))
        if score >= SAME_FROM and self._is_doubtful({each.kind: each.says for each in evidence}):
            score = SAME_FROM - 1
        if score < REVIEW_FROM and self._at_one_address():
            score = REVIEW_FROM
        self.score = score
        return score

    def pair(self) -> Pair:
        """The answer of one that was judged, with the details of each evidence."""
        detailed = tuple(self._detailed(each) for each in self.evidence)
        return Pair(self.one.candidate.key, self.other.candidate.key, self.score, band_of(self.score), detailed)

    def _evidence(self) -> tuple[Evidence, ...]:
        one, other, around = self.one, self.other, self.around
        return (
            self.number,
            self.way,
            self.name,
            TWO_ORGANISATIONS if self.trade.says == "differs" and self._at_one_address() else self.trade,
            self.only,
            MARKS["missing" if one.name.marks == other.name.marks else "differs"],
            self._distance(),
            _commune(one, other),
            _phone(one.candidate, other.candidate, around),
            _mail(one.candidate, other.candidate, around),
            _pivot(one.candidate, other.candidate, around),
            _website(one, other, around),
            _parent(one.candidate, other.candidate),
        )

    def _distance(self) -> Evidence:
        if self.one.point == self.other.point and self.one.point in self.around.crowded:
            return IN_THE_CROWD
        return _distance(self.metres)

    def _is_doubtful(self, said: dict[str, Says]) -> bool:
        """Whether something forbids "same", whatever the rest adds up to: only a person may say it then."""
        far = self.metres is not None and self.metres > FAR
        unnamed = said["name"] == "missing" and said.get("trade") == "missing"
        mine, theirs = self.one.name.trades - GUESTS, self.other.name.trades - GUESTS
        two_trades = bool(mine and theirs and mine.isdisjoint(theirs))
        unplaced = self.metres is None and (said["way"] not in _ONE_WAY or said["commune"] == "differs")
        elsewhere = said["way"] == "differs" and said["distance"] != "same"
        known = "same" in (said["number"], said["name"], said["phone"], said["mail"], said["pivot"])
        loose = self.metres is not None and self.metres > LOOSE and not known
        contrary = two_trades or "differs" in (said.get("trade"), said["name"], said["marks"], said["number"])
        return far or unnamed or unplaced or elsewhere or loose or contrary

    def _at_one_address(self) -> bool:
        """Whether they stand at one number of one street, or on one street and in one building.

        A person is always shown these: one place, two organisations in one, or two neighbours.
        """
        if self.way.says != "same" or self.number.says in ("differs", "near"):
            return False
        if _commune(self.one, self.other).says == "differs":
            return False
        if self.number.says == "same":
            return self.metres is None or self.metres <= AT_ONE_ADDRESS
        close = AT_ONE_POINT if self.one.address.is_common else IN_ONE_BUILDING
        return self.metres is not None and self.metres <= close

    def _detailed(self, evidence: Evidence) -> Evidence:
        details = self._details(evidence)
        return Evidence(evidence.kind, evidence.says, evidence.weight, details) if details else evidence

    def _details(self, evidence: Evidence) -> tuple[str, ...]:
        one, other = self.one, self.other
        match evidence.kind, evidence.says:
            case "distance", "same" | "near" | "differs":
                return (str(round(self.metres or 0)),)
            case "number", "same":
                return tuple(sorted(one.address.numbers & other.address.numbers, key=int))
            case "way", "same":
                return (" ".join(one.address.words),)
            case "trade", "same" | "near":
                return tuple(sorted(one.trades & other.trades))
            case "trade" | "organisations", "differs":
                return (*sorted(one.hard_trades), *sorted(other.hard_trades))
            case "marks", "differs":
                return tuple(sorted(one.name.marks ^ other.name.marks))
            case "phone", "same" | "near":
                return tuple(sorted({*one.candidate.phones} & {*other.candidate.phones}))
        return ()


_ONE_WAY = ("same", "near")


def _number(one: Reading, other: Reading) -> Evidence:
    return NUMBER[compare_numbers(one.address, other.address)]


def _name(one: Reading, other: Reading, trade: Evidence) -> Evidence:
    if one.name.words and one.name.words == other.name.words:
        return NAME_ALIKE if one.name.own else NAMED_BY_SAME_TRADE
    own = compare_own_words(one.name, other.name)
    if own == "partly":
        return NAME_PARTLY
    if own == "missing" and not one.name.own and not other.name.own and trade.weight > 0:
        return NAMED_BY_TRADE
    return NAME[own]


def _trade(one: Reading, other: Reading) -> Evidence:
    if one.trades == other.trades:
        return TRADE["same" if one.trades else "missing"]
    if one.trades & other.trades:
        return TRADE["near"]
    return TRADE["differs" if one.hard_trades and other.hard_trades else "missing"]


def _only(one: Reading, other: Reading, name: Evidence, trade: Evidence, around: Neighbourhood) -> Evidence:
    """Whether no source knows two places of that trade in the commune, which names without own words need."""
    if trade.weight <= 0 or name.says == "differs" or not one.area or one.area != other.area:
        return ONLY_ONE["missing"]
    alone = any((one.area, each) in around.alone for each in one.trades & other.trades)
    return ONLY_ONE["same" if alone else "missing"]


def _way(one: Reading, other: Reading) -> Evidence:
    said = compare_ways(one.address, other.address)
    if said in ("same", "near") and one.address.is_common:
        return COMMON_WAY[said]
    return WAY[said]


def _distance(metres: float | None) -> Evidence:
    if metres is None:
        return NO_DISTANCE
    for limit, evidence in DISTANCES:
        if metres <= limit:
            return evidence
    return NO_DISTANCE


def _commune(one: Reading, other: Reading) -> Evidence:
    """By code when both have one; else by name, homonyms being told apart by the beginning of the postal code."""
    if one.area and other.area:
        return COMMUNE["same" if one.area == other.area else "differs"]
    if not one.commune or not other.commune:
        return COMMUNE["missing"]
    mine, theirs = one.candidate.postal_code[:2], other.candidate.postal_code[:2]
    apart = mine and theirs and mine != theirs
    return COMMUNE["same" if same_commune(one.commune, other.commune) and not apart else "differs"]


def _phone(one: Candidate, other: Candidate, around: Neighbourhood) -> Evidence:
    if not one.phones or not other.phones:
        return PHONE["missing"]
    common = [number for number in one.phones if number in other.phones]
    if not common:
        return PHONE["differs"]
    own = [number for number in common if number not in around.shared]
    if not own:
        return PHONE["near"]
    return PHONE["same"] if any(map(is_landline, own)) else MOBILE


def _mail(one: Candidate, other: Candidate, around: Neighbourhood) -> Evidence:
    if not one.emails or not other.emails:
        return MAIL["missing"]
    common = [mail for mail in one.emails if mail in other.emails]
    if not common:
        return MAIL["differs"]
    return MAIL["near" if all(mail in around.shared for mail in common) else "same"]


def _pivot(one: Candidate, other: Candidate, around: Neighbourhood) -> Evidence:
    if not one.pivot or not other.pivot:
        return PIVOT["missing"]
    if one.pivot == other.pivot:
        return PIVOT["near" if one.pivot in around.shared else "same"]
    return ONE_COMPANY if same_company(one.pivot, other.pivot) else PIVOT["differs"]


def _website(one: Reading, other: Reading, around: Neighbourhood) -> Evidence:
    if not one.website or one.website != other.website:
        return WEBSITE["missing"]
    return WEBSITE["near" if one.website in around.shared else "same"]


def _parent(one: Candidate, other: Candidate) -> Evidence:
    same = one.parent_name and one.parent_name.lower() == other.parent_name.lower()
    return PARENT["same" if same else "missing"]
