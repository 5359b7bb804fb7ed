"""What an unknown variable becomes in a template under test: a failure in ours, nothing in other people's."""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import Node, Origin

import maille

PACKAGE = str(Path(maille.__file__).parent)


class UnknownVariable(str):
    """The engine's `string_if_invalid`: raises when a template of this project names what its view did not give.

    Django asks its truth first: false leaves other people's templates (the admin, allauth) their usual empty
    string, filters included.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return is_ours(origin_of(sys._getframe(1)))

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"{origin_of(sys._getframe(1))}: unknown variable “{variable}”")


def origin_of(frame: FrameType | None) -> str:
    """Find the file of the template tag being rendered, from the innermost frame outwards."""
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and isinstance(origin := getattr(node, "origin", None), Origin):
            return str(origin.name)
        frame = frame.f_back
    return ""


def is_ours(path: str) -> bool:
    return path.startswith(PACKAGE)
