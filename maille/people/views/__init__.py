"""The screens of accounts, teams, invitations and shared desks."""
