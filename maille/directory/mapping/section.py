"""One table of a mapping document, which knows its own place in order to complain about it."""

from typing import Any

from .rules import MappingError
from .text import quoted


class Section:
    """One table of a mapping file, which knows its place in order to complain about it."""

    def __init__(self, file: str, place: str, content: dict[str, Any]) -> None:
        """Wrap a table found at `place` ("fields.services") of `file`."""
        self.file, self.place, self.content = file, place, content

    def refuse(self, key: str, remedy: str) -> MappingError:
        """An error that names the file and the key, and says what to do."""
        place = ".".join(part for part in (self.place, key) if part)
        return MappingError(f"{self.file}, {quoted(place)}\u00a0: {remedy}")

    def only(self, keys: set[str]) -> None:
        """Refuse an unknown key, which is nearly always a spelling mistake."""
        for key in self.content:
            if key not in keys:
                raise self.refuse(key, f"mot inconnu\u00a0; retirez-le ou choisissez parmi {', '.join(sorted(keys))}.")

    def section(self, key: str, *, required: bool = False) -> "Section":
        """A table inside this one, empty when it is absent and not required."""
        if required and not self.content.get(key):
            raise self.refuse(key, f"ajoutez la partie [{key}], elle est obligatoire.")
        content = self.content.get(key, {})
        if not isinstance(content, dict):
            raise self.refuse(key, f"écrivez une partie, sous un titre [{key}].")
        return Section(self.file, ".".join(part for part in (self.place, key) if part), content)

    def sections(self, key: str) -> list["Section"]:
        """A list of tables ([[key]])."""
        tables = self.content.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.refuse(key, f"écrivez une ou plusieurs parties, sous un titre [[{key}]].")
        place = ".".join(part for part in (self.place, key) if part)
        return [Section(self.file, place, table) for table in tables]

    def text(self, key: str, default: str | None = None) -> str:
        """A text, required when there is no default."""
        value = self.content.get(key, default)
        if value is None:
            raise self.refuse(key, "ajoutez ce texte, il est obligatoire.")
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refuse(key, "écrivez un texte entre guillemets.")
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; a lone text is a list of one."""
        value = self.content.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
            raise self.refuse(key, "écrivez une liste de textes non vides, entre crochets.")
        if required and not listed:
            raise self.refuse(key, "ajoutez au moins un texte, c’est obligatoire.")
        return tuple(listed)

    def flag(self, key: str) -> bool:
        """True or false, false when absent."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(key, "écrivez true ou false, sans guillemets.")
        return value
