"""Accounts, roles, invitations and shared desks."""

from .accounts import User, UserManager, UserQuerySet
from .desks import Desk, DeskQuerySet
from .invitations import Invitation, InvitationQuerySet
from .residents import Resident, ResidentQuerySet
from .roles import Role, RoleQuerySet

__all__ = [
    "Desk",
    "DeskQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Resident",
    "ResidentQuerySet",
    "Role",
    "RoleQuerySet",
    "User",
    "UserManager",
    "UserQuerySet",
]
