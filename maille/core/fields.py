"""Model fields shared by the capabilities."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    TextOfTags = models.TextField[Iterable[str], tuple[str, ...]]
else:
    TextOfTags = models.TextField


class TagsField(TextOfTags):
    """Several values of a closed list, in order, as a tuple of strings.

    Stored as `|one|two|` in one text column, so that the same question ("has this value") is one LIKE on SQLite
    and on PostgreSQL: `filter(services__has="Aide aux démarches administratives")`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", ())
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the closed list out of migrations: the column holds any text, and lists grow with the standards."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: object, connection: object) -> tuple[str, ...]:
        return _split(value)

    def to_python(self, value: Any) -> tuple[str, ...]:
        if value is None or isinstance(value, str):
            return _split(value)
        return tuple(str(item) for item in value)

    def get_prep_value(self, value: Any) -> str:
        return join_tags(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: tuple[str, ...], model_instance: models.Model | None) -> None:
        known = dict(self.flatchoices)
        if known and (unknown := [item for item in value if item not in known]):
            raise ValidationError(
                _("«\u00a0%(value)s\u00a0» n’est pas dans la liste\u00a0: choisissez parmi les valeurs proposées."),
                params={"value": unknown[0]},
            )


def join_tags(values: Iterable[str]) -> str:
    """Write the stored form; a value may hold anything but the separator."""
    items = [item.replace("|", " ").strip() for item in values]
    return "|" + "|".join(items) + "|" if items else ""


def _split(value: str | None) -> tuple[str, ...]:
    return tuple(item for item in (value or "").split("|") if item)


@TagsField.register_lookup
class Has(models.Lookup):
    """`tags__has="x"`: the value is one of the tags, exactly."""

    lookup_name = "has"

    def get_prep_lookup(self) -> str:
        return str(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        pattern = "%|" + self.rhs.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "|%"
        return f"{left} LIKE %s ESCAPE '\\'", (*left_params, pattern)
