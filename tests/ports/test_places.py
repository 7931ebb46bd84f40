"""Places in the log, on both databases: given in the order of commits, without holes, and gone with what is erased."""

from datetime import timedelta
from pathlib import Path

import pytest

from milium.care.ports import EventStore
from ports.databases import postgresql, sqlite
from ports.test_event_store import NOON, at_once, event


class TestPlaces:
    def test_events_have_places_in_the_order_in_which_they_were_kept(self, store: EventStore) -> None:
        late, early = event(9), event(1)
        store.add([late])
        store.add([early, late])
        assert store.since(0) == [(1, late), (2, early)]
        assert store.since(1) == [(2, early)]
        assert store.since(2) == []
        assert store.since(0, most=1) == [(1, late)]
        assert store.log().last == 2

    def test_one_case_is_read_without_the_others(self, store: EventStore) -> None:
        mine, other = event(1), event(2, case="other")
        store.add([other, mine])
        assert store.since(0, case="me") == [(2, mine)]
        assert store.since(1, case="other") == []
        assert [e.id for e in store.everything()] == [other.id, mine.id]

    def test_a_kind_is_read_out_of_all_cases(self, store: EventStore) -> None:
        ada, mia = event(1, kind="person", name="Ada"), event(2, case="p1", kind="person", name="Mia")
        store.add([mia, event(3), ada])
        assert store.of_kind("person") == (mia, ada)

    def test_erasing_all_leaves_nothing_and_begins_another_log(self, store: EventStore) -> None:
        store.add([event(1), event(2, case="other")])
        before = store.log()
        store.erase_all()
        after = store.log()
        assert (after.last, list(store.everything()), store.cases()) == (0, [], ())
        assert after.name != before.name
        assert after.erased == before.erased + 1

    def test_erasing_a_case_is_told_and_no_place_is_given_twice(self, store: EventStore) -> None:
        store.add([event(1), event(2, case="other")])
        before = store.log()
        store.erase("other")
        store.add([event(3)])
        after = store.log()
        assert (after.name, after.erased, after.last) == (before.name, before.erased + 1, 3)

    def test_writers_at_once_get_places_without_holes_and_a_reader_misses_none(self, store: EventStore) -> None:
        seen: list[int] = []
        same = [event(n) for n in range(30)]

        def write() -> None:
            for n in range(20):
                store.add([event(n), same[n], same[n + 5]])

        def read() -> None:
            for _ in range(60):
                seen.extend(place for place, _ in store.since(seen[-1] if seen else 0))

        troubles = at_once(3, write)
        assert troubles == []
        read()
        assert at_once(2, write) == []
        read()
        places = [place for place, _ in store.since(0)]
        assert places == list(range(1, len(places) + 1))
        assert seen == places
        assert len(places) == 5 * 20 + 25

    def test_a_reader_beside_writers_sees_every_place_once(self, store: EventStore) -> None:
        seen: list[int] = []
        turn = iter(range(10))

        def act() -> None:
            if next(turn) == 0:  # one of them reads while the others write
                while len(seen) < 2 * 25:
                    seen.extend(place for place, _ in store.since(seen[-1] if seen else 0))
            else:
                for n in range(25):
                    store.add([event(n)])

        assert at_once(3, act) == []
        assert seen == list(range(1, 51))


@pytest.mark.parametrize("open_database", [sqlite, postgresql])
def test_a_log_of_an_older_milium_gets_its_places(open_database: object, tmp_path: Path) -> None:
    from django.core.management import call_command
    from django.db import connections

    with (sqlite if open_database is sqlite else postgresql)(tmp_path) as alias:
        from milium.adapters.store.log import DjangoStore

        call_command("migrate", "store", "0001", database=alias, interactive=False, verbosity=0)
        with connections[alias].cursor() as cursor:
            for n in range(1_201):
                at = NOON + timedelta(seconds=-n)
                flat = connections[alias].vendor == "sqlite"
                ident = f"{n:032x}" if flat else f"{n:08x}-0000-4000-8000-000000000000"
                cursor.execute(
                    'INSERT INTO store_storedevent (id, "case", at, local_date, kind, body, schema)'
                    " VALUES (%s, 'me', %s, %s, 'tick', '{}', 1)",
                    [ident, str(at), str(at.date())] if flat else [ident, at, at.date()],
                )
        call_command("migrate", database=alias, interactive=False, verbosity=0)
        store = DjangoStore(alias)
        found = store.since(0)
        assert [place for place, _ in found] == list(range(1, 1_202))
        assert [e.at for _, e in found] == sorted(e.at for _, e in found)
        assert store.log().last == 1_201
        assert store.add([event()]) == 1
        assert store.log().last == 1_202
