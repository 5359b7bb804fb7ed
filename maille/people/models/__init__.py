"""Accounts, roles, invitations and shared desks; residents; what people know how to do."""

from .accounts import User, UserManager, UserQuerySet
from .desks import Desk, DeskQuerySet
from .invitations import Invitation, InvitationQuerySet
from .residents import Resident, ResidentQuerySet
from .roles import Role, RoleQuerySet
from .skills import Habilitation, Skill, SkillClaim

__all__ = [
    "Desk",
    "DeskQuerySet",
    "Habilitation",
    "Invitation",
    "InvitationQuerySet",
    "Resident",
    "ResidentQuerySet",
    "Role",
    "RoleQuerySet",
    "Skill",
    "SkillClaim",
    "User",
    "UserManager",
    "UserQuerySet",
]
