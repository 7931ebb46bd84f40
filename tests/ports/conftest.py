"""The store of events on both databases, for every test of its port."""

from collections.abc import Iterator

import pytest

from milium.care.ports import EventStore
from ports.databases import postgresql, sqlite


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The alias of a database with its tables."""
    folder = tmp_path_factory.mktemp(request.param)
    with (sqlite if request.param == "sqlite" else postgresql)(folder) as alias:
        yield alias


@pytest.fixture
def store(database: str) -> EventStore:
    """An empty store; nothing is left in it of the test before."""
    from milium.adapters.store.log import DjangoStore

    found = DjangoStore(database)
    found.erase_all()
    return found
