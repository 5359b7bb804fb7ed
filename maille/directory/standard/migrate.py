"""From the standard v0.1 to v1: every value finds its new column, and what cannot be carried is listed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maille.language.phrases import Phrase, Phrasebook

from .cells import nearest
from .migration_tables import CONDITIONS, LABELS, PUBLICS, SERVICES, SUPPORT, Target
from .schema import V0, V1, load_schema

MIGRATION = Phrasebook(
    "migration",
    {
        "lost": (
            "{column}\u00a0: {value:q} n’a pas d’équivalent dans le standard v1 et n’est pas repris.",
            "{column}: {value:q} has no equivalent in standard v1 and is not carried over.",
        ),
        "widened": (
            "{column}\u00a0: {value:q} devient {now:q}, qui en dit moins.",
            "{column}: {value:q} becomes {now:q}, which says less.",
        ),
        "shortened": (
            (
                "presentation_resume compte plus de 280 caractères\u00a0: son texte entier est mis au début de"
                " presentation_detail."
            ),
            (
                "presentation_resume has more than 280 characters: its whole text is put at the beginning of"
                " presentation_detail."
            ),
        ),
    },
)

RENAMED = {"courriel": "courriels", "labels_autres": "autres_formations_labels", "accessibilite": "fiche_acces_libre"}
SPLIT = {
    "services": SERVICES,
    "publics_accueillis": PUBLICS,
    "conditions_acces": CONDITIONS,
    # The columns of the conseillers numériques spell it so.
    "conditions_access": CONDITIONS,
    "labels_nationaux": LABELS,
    "modalites_accompagnement": SUPPORT,
}
SEVERAL = ("typologie", "courriels", "site_web", "autres_formations_labels")
LONGEST_SUMMARY = 280


@dataclass(frozen=True)
class Migrated:
    """The cells of a line at the standard v1, and what could not be carried as it was."""

    cells: dict[str, str]
    remarks: tuple[Phrase, ...] = ()


def migrate(cells: Mapping[str, str]) -> Migrated:
    """A line of the standard v0.1 as a line of v1.0.2."""
    row = dict.fromkeys(load_schema(V1).names, "")
    remarks: list[Phrase] = []
    for name, text in cells.items():
        if not text:
            continue
        if name in SPLIT:
            _spread(row, remarks, name, text)
        elif (now := RENAMED.get(name, name)) in row:
            row[now] = _joined(row[now], _values(text)) if now in SEVERAL else text
        else:
            remarks.append(MIGRATION("lost", column=name, value=text))
    _fit_summary(row, remarks)
    return Migrated(row, tuple(remarks))


def _spread(row: dict[str, str], remarks: list[Phrase], name: str, text: str) -> None:
    """Send each value of a closed list to the columns and values that say it today."""
    table = SPLIT[name]
    for value in _values(text):
        target = _target(table, name, value)
        if target is None:
            remarks.append(MIGRATION("lost", column=name, value=value))
            continue
        row[target.column] = _joined(row[target.column], [target.value])
        if target.says_less:
            remarks.append(MIGRATION("widened", column=name, value=value, now=target.value))


def _target(table: Mapping[str, Target | None], name: str, value: str) -> Target | None:
    if value in table:
        return table[value]
    column = load_schema(V0).by_name["conditions_acces" if name == "conditions_access" else name]
    return table.get(nearest(column, value))


def _values(text: str) -> list[str]:
    return [value.strip() for value in text.replace("|", ";").split(";") if value.strip()]


def _joined(before: str, values: Iterable[str]) -> str:
    return "|".join(dict.fromkeys([*filter(None, before.split("|")), *values]))


def _fit_summary(row: dict[str, str], remarks: list[Phrase]) -> None:
    whole = row["presentation_resume"]
    if len(whole) <= LONGEST_SUMMARY:
        return
    row["presentation_resume"] = whole[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0][: LONGEST_SUMMARY - 1] + "…"
    row["presentation_detail"] = "\n\n".join(filter(None, [whole, row["presentation_detail"]]))
    remarks.append(MIGRATION("shortened"))
