"""The screens of the appointments: for everybody, behind a secret link, for the team."""
