"""What people fill in to sign in, about themselves, and about their team."""

from .accounts import AccountForm
from .desks import DeskCodeForm, DeskForm, SitDownForm
from .fields import ADDRESS_ERRORS, PhoneField
from .invitations import AcceptForm, InvitationForm
from .roles import EndRoleForm, GrantForm, RoleDatesForm, RoleOfferForm
from .signing_in import AskCodeForm, AskResetForm, LoginCodeForm, NewAddressForm, PasskeyForm, SignInForm
from .team import TeamFilterForm

__all__ = [
    "ADDRESS_ERRORS",
    "AcceptForm",
    "AccountForm",
    "AskCodeForm",
    "AskResetForm",
    "DeskCodeForm",
    "DeskForm",
    "EndRoleForm",
    "GrantForm",
    "InvitationForm",
    "LoginCodeForm",
    "NewAddressForm",
    "PasskeyForm",
    "PhoneField",
    "RoleDatesForm",
    "RoleOfferForm",
    "SignInForm",
    "SitDownForm",
    "TeamFilterForm",
]
