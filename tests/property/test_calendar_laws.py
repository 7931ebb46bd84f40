"""Laws of the calendar writer, and of the versions of its entries, whatever a plan does."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from calendars import by_recurring_ical_events, by_vobject
from milium.adapters import ical
from milium.care.reminders import SLOTS, Given, given_of, news, versioned
from milium.domain.events import REMINDED, Event
from milium.domain.reminders import Reminder

DAY = date(2026, 3, 23)  # the night to summer time in Europe is six days later
NOW = datetime(2026, 3, 23, 19, 30, tzinfo=UTC)
NAME = "0123456789abcdef0123456789abcdef"
texts = st.one_of(st.text(max_size=60), st.text(min_size=150, max_size=250))
words = st.text(min_size=1, max_size=60)
reminders = st.builds(
    lambda slot, day, at, minutes, title, note, version: Reminder(
        f"{slot}-{(DAY + timedelta(days=day)).isoformat()}",
        DAY + timedelta(days=day),
        at,
        minutes,
        title,
        note,
        version,
    ),
    st.sampled_from(SLOTS),
    st.integers(0, 20),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.integers(1, 300),
    words,
    texts,
    st.integers(0, 99),
)
some = st.lists(reminders, max_size=6, unique_by=lambda one: one.key)


def written(made: Sequence[Reminder]) -> str:
    return ical.written(made, "Evening care", NAME, NOW, "No longer planned")


@given(some)
def test_every_line_ends_with_crlf_and_has_75_octets_at_most(made: list[Reminder]) -> None:
    raw = written(made).encode("utf-8")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= ical.MOST_OCTETS for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode("utf-8") for line in lines), "no letter is cut in two"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400), st.integers(0, 80))
def test_a_folded_line_unfolds_to_itself_and_no_piece_is_too_long(line: str, more: int) -> None:
    line = f"{line}{'é' * more}{'x' * 3 * more}"
    pieces = ical.folded(line).split("\r\n")
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert all(len(piece.encode("utf-8")) <= ical.MOST_OCTETS for piece in pieces)


@given(some)
def test_what_was_written_is_read_back_by_two_readers(made: list[Reminder]) -> None:
    text = written(made)
    entries: list[Any] = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    found = {str(one["UID"]): one for one in entries}
    assert set(found) == {f"{one.key}-{NAME}" for one in made}
    for one in made:
        event = found[f"{one.key}-{NAME}"]
        assert event["DTSTART"].dt == one.starts
        assert event["DTEND"].dt == one.starts + timedelta(minutes=one.minutes)
        assert event["SEQUENCE"] == one.version
        assert str(event["SUMMARY"]).replace("\r\n", "\n") == plain(one.title)
        assert str(event["DESCRIPTION"]) == plain(one.note)
    if made:
        rows = by_vobject(text)
        assert [(r.uid, r.start, r.end, r.version) for r in rows] == sorted(
            (
                f"{one.key}-{NAME}",
                one.starts.isoformat(),
                (one.starts + timedelta(minutes=one.minutes)).isoformat(),
                one.version,
            )
            for one in made
        )


def plain(text: str) -> str:
    return ical._CONTROLS.sub("", ical._BREAKS.sub("\n", text).encode("utf-8", "replace").decode("utf-8"))


@given(some)
def test_a_calendar_knows_what_it_was_given(made: list[Reminder]) -> None:
    text = written(made)
    assert ical.given_in(text, NAME, "here") == news(made, {})
    assert ical.given_in(text.replace("\r\n", "\n"), NAME, "here") == news(made, {}), "another program saved it"
    assert ical.given_in(text, "another", "here") == {}


changes = st.dictionaries(
    st.tuples(st.sampled_from(SLOTS), st.integers(0, 9)),
    st.tuples(st.sampled_from(("a", "b")), st.sampled_from((time(21), time(22)))),
    max_size=8,
)


def wanted(said: dict[tuple[str, int], tuple[str, time]], today: date) -> list[Reminder]:
    out = []
    for (slot, day), (note, at) in said.items():
        on = DAY + timedelta(days=day)
        if on >= today:
            out.append(Reminder(f"{slot}-{on.isoformat()}", on, at, 15, "Evening care", note))
    return out


@given(st.lists(st.tuples(changes, st.integers(0, 2)), max_size=8))
def test_a_version_never_falls_and_rises_by_one_exactly_when_something_changed(
    lives: list[tuple[dict[tuple[str, int], tuple[str, time]], int]],
) -> None:
    """A plan is made anew again and again; the log keeps what was given, as an event each time."""
    today = DAY
    log: list[Event] = []
    last: dict[str, Reminder] = {}
    for said, passed in lives:
        today += timedelta(days=passed)
        _, before = given_of(log)
        made = versioned(wanted(said, today), before, today)
        assert len({one.key for one in made}) == len(made)
        assert {one.key for one in made if not one.gone} == {one.key for one in wanted(said, today)}
        for one in made:
            known = last.get(one.key)
            if known is None:
                assert (one.version, one.gone) == (0, False), "nothing is called off that nobody was told of"
                continue
            same = (known.gone, known.at, known.note) == (one.gone, one.at, one.note) or (known.gone and one.gone)
            assert one.version == known.version + (0 if same else 1)
        missing = {key for key, one in last.items() if one.day >= today} - {one.key for one in made}
        assert missing == set(), "what was given is never silently left out"
        last |= {one.key: one for one in made}
        fresh = news(made, before)
        if fresh:
            body: dict[str, object] = {"name": NAME, "given": {key: list(one) for key, one in fresh.items()}}
            log.append(event(len(log), body))
        assert news(made, given_of(log)[1]) == {}, "given again, nothing is new"


def event(n: int, body: dict[str, object]) -> Event:
    return Event(UUID(int=n), "me", NOW + timedelta(minutes=n), DAY, REMINDED, body)


@given(st.permutations(range(5)))
def test_the_order_in_which_two_devices_meet_changes_nothing(order: list[int]) -> None:
    log = [event(n, {"name": f"n{n}", "given": {"pm-2026-03-24": [n // 2, f"p{n}"]}}) for n in range(5)]
    found = given_of([log[n] for n in order])
    assert found == ("n0", {"pm-2026-03-24": Given(2, "p4")})


@given(st.dictionaries(st.text(max_size=20), st.one_of(st.none(), st.integers(), st.lists(st.integers(), max_size=3))))
def test_odd_entries_of_the_log_are_left_out(rows: dict[str, object]) -> None:
    assert given_of([event(0, {"name": 3, "given": rows}), event(1, {"given": [1]})]) == (None, {})


@given(some)
def test_two_readers_agree_across_the_night_to_summer_time(made: list[Reminder]) -> None:
    kept = [one for one in made if one.title.strip() and not one.title[-1:].isspace()]
    text = written(kept)
    if not kept:
        return
    one, two = by_recurring_ical_events(text, DAY, DAY + timedelta(days=40)), by_vobject(text)
    assert [(r.uid, r.start, r.end, r.version, r.status) for r in one] == [
        (r.uid, r.start, r.end, r.version, r.status) for r in two
    ]
