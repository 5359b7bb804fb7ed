"""Every screen there is, from the access table and the addresses themselves, each with who opens it.

A new address is looked at as soon as it has its line in tests/access_table.py: there is no other list to keep.
"""

from dataclasses import dataclass

from tests.access_table import NOT_PAGES, PEOPLE, rows
from tests.test_access_table import OPEN, OTHERS, addresses, plain_address

# A computer that its place trusts: not a person, a cookie.
SHARED_DESK = "shared desk"


@dataclass(frozen=True)
class Screen:
    """An address, by its name or as it is typed, who opens it, and what is sent from there to reach the screen.

    `sent` is an e-mail address for the only field; nothing at all makes a form refused. `unfolded` opens every fold.
    """

    address: str
    person: str = "anonymous"
    sent: str | None = None
    unfolded: bool = False


def opened_by(answers: list[str]) -> str:
    """A visitor when the page is public, else whoever coordinates, else the first who may."""
    people = [person for person, answer in zip(PEOPLE, answers, strict=True) if answer == "200"]
    return next(person for person in ("anonymous", "coordinator", *people) if person in people)


OURS = {
    name: Screen(name, opened_by(answers))
    for (method, name), answers in rows().items()
    if method == "GET" and "200" in answers and name not in NOT_PAGES
}
# It is drawn only for someone whose key the browser holds: tests/e2e/test_signing_in.py goes about keys.
ASKS_FOR_A_KEY = {"mfa_reauthenticate_webauthn"}
# Asked only of those who have a password and a second lock.
ASKED_AGAIN = {"account_reauthenticate", "mfa_reauthenticate"}
LIBRARY = {
    name: Screen(name, "anonymous" if name in OPEN else "manager" if name in ASKED_AGAIN else "coordinator")
    for name, _pattern in addresses()
    if name.startswith(OTHERS[1:]) and name not in NOT_PAGES | ASKS_FOR_A_KEY and plain_address(name)
}
STATES = {
    "results": Screen("/annuaire/?ou=42100&quoi=démarches"),
    "results unfolded": Screen("/annuaire/?ou=42100", unfolded=True),
    "two records unfolded": Screen("directory:pair", "coordinator", unfolded=True),
    "columns unfolded": Screen("directory:import_columns", "coordinator", unfolded=True),
    "import tried": Screen("import tried", "coordinator", unfolded=True),
    "import over a joining": Screen("import over a joining", "coordinator", unfolded=True),
    "import undone": Screen("import undone", "coordinator", unfolded=True),
    "map": Screen("/annuaire/?ou=42100&vue=carte"),
    "nothing found": Screen("/annuaire/?ou=42100&quoi=xyzzyx"),
    "unknown town": Screen("/annuaire/?ou=nulle-part-du-tout"),
    "sign in with a password": Screen("/compte/login/?par=mot-de-passe"),
    "the team of a shared desk": Screen("people:desk", SHARED_DESK),
    "the code of a shared desk": Screen("people:take_desk", SHARED_DESK),
    "home at a shared desk": Screen("pages:home", SHARED_DESK),
    "account of a mediator": Screen("people:account", "mediator"),
    "account without a role": Screen("people:account", "nobody"),
    "code to sign in": Screen("account_login", sent="personne@essai.example"),
    "code to change a password": Screen("account_reset_password", sent="personne@essai.example"),
    "address refused": Screen("account_login", sent=""),
    "invitation refused": Screen("people:invite", "coordinator", sent=""),
    "role refused": Screen("people:grant_role", "coordinator", sent=""),
    "desk refused": Screen("people:open_desk", "coordinator", sent=""),
    "orientation refused": Screen("workshops:orient", sent=""),
    "orientation to a topic refused": Screen("workshops:orient_topic", sent=""),
    "wish refused": Screen("workshops:ask_interest", sent=""),
    "cancelling a session refused": Screen("workshops:cancel_session", "coordinator", sent=""),
    "not found": Screen("/cette-page-n-existe-pas/"),
}
# Pages that a server shows when it cannot show the one that was asked.
ERRORS = {f"error {name}": Screen(f"error {name}") for name in ("403", "403_csrf", "429", "500")}
STYLE_GUIDE = {"style guide": Screen("/style/")}
SCREENS = OURS | LIBRARY | STATES | ERRORS | STYLE_GUIDE

# What most people open: in each theme and language in `make test`; every screen in `make test-long`.
MAIN = (
    "pages:home", "results", "pages:place", "map", "workshops:session", "workshops:register", "workshops:desk_of",
    "workshops:team_session", "pages:network", "people:team", "directory:import",
)  # fmt: skip
