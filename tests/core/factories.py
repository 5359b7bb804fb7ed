"""Accounts and things for the tests of core, made without any capability above it but the accounts."""

import itertools
from typing import Any

from maille.people.models import User

_numbers = itertools.count(1)


def make_user(name: str = "Marie Durand", **fields: Any) -> User:
    return User.objects.create_user(f"personne{next(_numbers)}@example.org", name=name, **fields)


def make_admin(name: str = "Ada Min") -> User:
    return User.objects.create_superuser(f"personne{next(_numbers)}@example.org", name=name)
