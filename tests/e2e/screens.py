"""The screens that are looked at one by one, in every light: address, and who opens it (nobody: a visitor)."""

PUBLIC = {
    "home": "/",
    "search": "/annuaire/",
    "results": "/annuaire/?ou=42100&quoi=démarches",
    "map": "/annuaire/?ou=42100&vue=carte",
    "nothing found": "/annuaire/?ou=42100&quoi=xyzzyx",
    "unknown town": "/annuaire/?ou=nulle-part-du-tout",
    "place": "a place",
    "company": "/entreprise/",
    "network": "/reseau-en-bref/",
    "credits": "/credits/",
    "accessibility": "/accessibilite/",
    "sign in": "/compte/login/",
    "sign in with a password": "/compte/login/?par=mot-de-passe",
    "desk of no place": "/equipe/poste/",
    "not found": "/cette-page-n-existe-pas/",
}
COORDINATION = {
    "team": "/equipe/",
    "account": "/equipe/moi/",
    "edit account": "/equipe/moi/modifier/",
    "desk code": "/equipe/moi/code-du-poste/",
    "invite": "/equipe/inviter/",
    "invitations": "/equipe/invitations/",
    "desks": "/equipe/postes/",
    "grant a role": "/equipe/roles/donner/",
    "places of the network": "/reseau/",
    "imports": "/annuaire/imports/",
    "jobs": "/travaux/",
    "two factors": "/compte/2fa/",
}
# In `make test`; the others in `make test-long`.
MAIN = ("home", "results", "place", "map")
