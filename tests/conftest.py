"""What every test stands on: the environment, an honest template engine, a stopped clock, no skipped test."""

import copy
import datetime as dt
import os
import pathlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from _pytest import runner

# A slow machine is no fault of the code: nothing here is judged by a clock.
# What one database is asked sixty times, the other is asked twenty: the rules are the same.
TRIES = 20 if os.environ.get("DATABASE_URL", "").startswith("postgres") else 60
# A change is judged by what it changes: each run asks the same. `make test-long` draws anew, and more.
hypothesis.settings.register_profile("same", deadline=None, max_examples=TRIES, derandomize=True)
hypothesis.settings.register_profile("anew", deadline=None, max_examples=400)
hypothesis.settings.load_profile(os.environ.get("TESTS_DRAW", "same"))

# The settings read the environment once: it is decided here, whatever the developer's own shell holds.
HOME = tempfile.TemporaryDirectory(prefix="maille-tests-")
for name in ("ALLOWED_HOSTS", "BEHIND_PROXY", "CACHE_URL", "DEBUG", "DEFAULT_NETWORK", "EMAIL_URL", "MAILLE_LOCAL"):
    os.environ.pop(name, None)
# The processes that tests start keep what they compile, as those of a person who runs the site do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.update(
    DJANGO_SETTINGS_MODULE="maille.config.settings",
    MAILLE_HOME=HOME.name,
    SECRET_KEY="tests-only-" + "x" * 50,
    HTTPS="0",
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.makedirs(os.path.join(HOME.name, "static"))

from django.conf import settings  # noqa: E402  (after the environment)
from django.db import connection  # noqa: E402
from django.utils import translation  # noqa: E402

from tests import migrated  # noqa: E402
from tests.flush import flush_may_empty_the_journal  # noqa: E402
from tests.roomy import roomy  # noqa: E402
from tests.templates import UnknownVariable  # noqa: E402

__all__ = ["flush_may_empty_the_journal"]

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Without the manifest, tests need no collected files; `tests/wheel` checks the collected ones.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.MIDDLEWARE.append("maille.core.readonly.middleware")
settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable()

PARIS = ZoneInfo("Europe/Paris")
# A Tuesday of term in the middle of the afternoon: most places are open.
NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=PARIS)


def on_postgresql() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql")


def is_concurrent(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is not None


def touches_database(item: pytest.Item) -> bool:
    """Tell whether a test has a database: it is marked so, or a fixture it stands on, near or far, sets one up."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "django_db_setup"})


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL' if on_postgresql() else 'SQLite'}"


def is_asked_once(item: pytest.Item) -> bool:
    """Tell whether one database is enough: there is none, it says so, or what it looks at is a page.

    What is written and read is asked of both by the tests of each capability; each page is opened once on both by
    tests/test_rendered.py.
    """
    if item.get_closest_marker("both_databases") is not None or is_concurrent(item):
        return False
    is_said = item.get_closest_marker("one_database") is not None or not touches_database(item)
    reads_pages = "client" in getattr(item, "fixturenames", ())
    return is_said or reads_pages or item.path.parent == pathlib.Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave real concurrency to the run that has a PostgreSQL, and what is asked once to the other."""
    leaves_out = is_asked_once if on_postgresql() else is_concurrent
    left_out, kept = [], []
    for item in items:
        (left_out if leaves_out(item) else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, in one piece of memory."""
    return bool(roomy(runner.pytest_runtest_protocol, item, nextitem))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Turn a skipped test into a failed one: what is not tested must be said."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"A test may not be skipped or expected to fail: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """Let the database of this process be a copy of one that was migrated once."""
    if on_postgresql():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.TEMPLATE
        yield
    else:
        with closing(migrated.fill(connection.creation._get_test_db_name())):
            yield


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Begin in French, whatever language the page of another test left behind."""
    with translation.override("fr"):
        yield


@pytest.fixture(scope="module")
def made_world(django_db_setup, django_db_blocker) -> Iterator[object]:
    """A small network with somebody in each role (tests/world.py), made once for a module.

    What a test writes goes back after it, but not what it does to these objects: see `own_world`.
    """
    from django.db import transaction

    from tests.world import make_world

    with django_db_blocker.unblock(), translation.override("fr"), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(made_world) -> object:
    """The same, for tests that must not change it."""
    return made_world


@pytest.fixture
def own_world(made_world, db) -> object:
    """The same as it was made, for a test that changes it, whatever the test before did to its objects."""
    return copy.deepcopy(made_world)


@pytest.fixture
def keeping() -> Iterator[None]:
    """Keep what seldom changes, as a web server does; forgotten at the end, since the journal goes back then."""
    from maille.core import kept

    kept.begin()
    yield
    kept.end()


@pytest.fixture
def clock(time_machine) -> Iterator[object]:
    """Stop the clock on Tuesday 24 November 2026, 14:30 in Paris; `clock.move_to(…)` goes elsewhere."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def same_number_of_queries() -> Callable[..., None]:
    """Check that each page asks the database as often for many rows as for few.

    `same_number_of_queries(visit, …, grow)` runs each `visit()`, then `grow()`, then each `visit()` again.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(visit: Callable[[], object]) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            visit()
        return [query["sql"][:300] for query in queries.captured_queries]

    def check(*steps: Callable[[], object]) -> None:
        *visits, grow = steps
        for visit in visits:
            visit()  # what is asked once and kept (content types, the current network) is not the page's
        few = [asked(visit) for visit in visits]
        grow()
        for before, visit in zip(few, visits, strict=True):
            many = asked(visit)
            assert len(many) == len(before), f"{len(before)} queries, then {len(many)}:\n" + "\n".join(many)

    return check


@pytest.fixture
def shared_url(transactional_db, tmp_path):
    """Give a database that other processes can open; with SQLite, a file copied from the one in memory."""
    from django.db import connection, connections

    if connection.vendor == "postgresql":
        at = connection.settings_dict
        yield f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
        return
    file = tmp_path / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    in_memory = connections["default"]
    with pytest.MonkeyPatch.context() as patch:  # undone before the flush, which is for the database in memory
        patch.setitem(connections.settings["default"], "NAME", str(file))
        connections["default"] = connections.create_connection("default")
        yield f"sqlite:///{file}"
        connections["default"].close()
    connections["default"] = in_memory
