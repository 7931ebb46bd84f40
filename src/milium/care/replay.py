"""Replay a case: every past week made again from the log, and compared with what was shown then."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from milium.care.answers import finish, knowledge_hold
from milium.care.cases import CaseReading
from milium.care.comparing import Row, causes, changed_numbers, differences, lost_evenings, rules_changed
from milium.care.desk import Desk
from milium.care.fields import to_date
from milium.care.past import Moment, case_then, day_of, late_rows, rows_of
from milium.care.planning import WEEK, plan, why
from milium.care.records import Kept, kept, numbers_of, record_of
from milium.domain.events import FAULT
from milium.domain.findings import Issue
from milium.errors import BadInput, KnowledgeMissing

SAME, DIFFERS, DERIVED = "same", "differs", "derived"
WORST = (DIFFERS, SAME, DERIVED)


class _Record(NamedTuple):
    """A plan that the log says was shown, with its place in the log."""

    day: date
    place: int
    plan: Mapping[str, Any]


class _Replay(NamedTuple):
    """What all weeks of one replay share: the case, the numbers that each pack was recorded with, faults of ours."""

    desk: Desk
    data: Mapping[str, Any]
    numbers: Mapping[str, Mapping[str, object]]
    fault: list[Mapping[str, Any]]

    def seen(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Remember what stopped a plan that was made again, once for each rule and date."""
        self.fault.extend(row for row in answer.get("fault", ()) if row not in self.fault)
        return answer


def record(desk: Desk, data: Mapping[str, object], today: date | None, weeks: int | None) -> dict[str, object]:
    """Make the plan of a case as it stands before tonight's ticks, and return the entry of the log that keeps it."""
    day = desk.read(data, today).case.today
    then = case_then(data, Moment(day))
    then["shown"] = then["shown"] or data.get("shown")
    made = record_of(plan(desk, then, day, weeks), then, desk.program)
    entry: dict[str, object] = {"kind": "shown", "date": day.isoformat(), "plan": made}
    known = {_pack_of(r.plan) for r in _records(data, day) if "numbers" in rows_of(data, "log")[r.place]}
    if desk.knowledge.hash not in known:
        entry["numbers"] = numbers_of(desk.knowledge.safety)
    return entry


def replay(desk: Desk, data: Mapping[str, object], today: date | None) -> dict[str, object]:
    """Make every past week again and compare it with what was shown."""
    ident = data.get("id") if isinstance(data, Mapping) else None
    try:
        reading = desk.read(data, today)
        return _replayed(desk, data, reading, ident)
    except KnowledgeMissing as error:
        hold, issue = knowledge_hold(desk.knowledge, error)
        answer: dict[str, object] = {"weeks": [], "counts": {}, "packs": [], "holds": [hold.as_data()]}
        return finish(answer, desk.knowledge, facts=hold.facts, issues=[issue], ident=ident)


def _replayed(desk: Desk, data: Mapping[str, Any], reading: CaseReading, ident: object) -> dict[str, object]:
    now, issues = reading.case.today, list(reading.issues)
    records = _records(data, now)
    numbers = {_pack_of(r.plan): _numbers(data, r) for r in reversed(records) if _numbers(data, r)}
    shared = _Replay(desk, data, numbers, [])
    weeks = [_week(shared, first, number, records) for number, first in _weeks(desk, data, records, now, issues)]
    results = [week["result"] for week in weeks]
    answer: dict[str, object] = {
        "today": now.isoformat(),
        "weeks": weeks,
        "counts": {result: results.count(result) for result in (SAME, DIFFERS, DERIVED)},
        "packs": _packs(shared, records),
        "always_known": [f"dated[{i}]" for i, r in enumerate(rows_of(data, "dated")) if day_of(r, "known") is None],
        "faults": [p["date"] for w in weeks for p in w["plans"] if {"what": "fault"} in p.get("because", ())],
    }
    answer.update({"fault": shared.fault} if shared.fault else {})
    rules = {row["rule"] for week in weeks for p in week["plans"] for row in p.get("because", ()) if "rule" in row}
    facts = [rule for rule in rules if rule in desk.knowledge.safety.rules]
    return finish(answer, desk.knowledge, facts=facts, issues=issues, ident=ident)


def _records(data: Mapping[str, Any], now: date) -> list[_Record]:
    """Return the records up to a day, in the order of the log."""
    rows = enumerate(rows_of(data, "log"))
    shown = [(day_of(r), i, r.get("plan")) for i, r in rows if isinstance(r, Mapping) and r.get("kind") == "shown"]
    found = [_Record(day, i, p) for day, i, p in shown if day and day <= now and isinstance(p, Mapping)]
    return sorted(found, key=lambda r: (r.day, r.place))


def _weeks(
    desk: Desk, data: Mapping[str, Any], records: Sequence[_Record], now: date, issues: list[Issue]
) -> list[tuple[int, date]]:
    """Return number and first day of every week that has begun before today: the last ones when there are too many."""
    rows = [row for row in rows_of(data, "log") if not (isinstance(row, Mapping) and row.get("kind") == FAULT)]
    log = [day for day in map(day_of, rows) if day]
    started = to_date(data.get("started")) or min(log, default=now)
    first = min([started, *(r.day for r in records)])
    count, most = -(-(now - first).days // WEEK), desk.knowledge.vocabulary.weeks["replayed_at_most"]
    if any(r.day == now for r in records):
        count = max(count, (now - first).days // WEEK + 1)
    if count > most:
        problem = f"it began on {first}, more than {most} weeks ago: the last {most} weeks are replayed."
        issues.append(Issue("started", problem, "Correct the date if it is wrong."))
    return [(n + 1, first + timedelta(days=n * WEEK)) for n in range(max(0, count - most), count)]


def _week(shared: _Replay, first: date, number: int, records: Sequence[_Record]) -> dict[str, Any]:
    last = first + timedelta(days=WEEK - 1)
    mine = [r for r in records if first <= r.day <= last]
    plans = [_compared(shared, r) for r in mine] or [_derived(shared, first)]
    result = min((p["result"] for p in plans), key=WORST.index)
    return {"week": number, "from": first.isoformat(), "to": last.isoformat(), "result": result, "plans": plans}


def _derived(shared: _Replay, day: date) -> dict[str, Any]:
    """Return the plan of a week that nobody recorded: there is nothing to compare it with."""
    now = _again(shared, Moment(day), None, with_late=False)
    return {"date": day.isoformat(), "result": DERIVED, "decision": now.decision, "evenings": _told(now)}


def _compared(shared: _Replay, one: _Record) -> dict[str, Any]:
    """Return how a recorded plan and the one of today differ, and why."""
    was, moment = kept(one.plan), Moment(one.day, one.place)
    now = _again(shared, moment, was.weeks, with_late=False)
    rows, rules = differences(was, now), rules_changed(was, now)
    answer: dict[str, Any] = {
        "date": one.day.isoformat(),
        "result": DIFFERS if rows or rules else SAME,
        "decision": now.decision,
        "pack": was.pack,
        "same_pack": None if was.pack is None else was.pack == now.pack,
    }
    why_differs = causes(was, now, _numbers_changed(shared, was.pack))
    if rows or rules:
        answer["differences"] = rows
        answer["because"] = [*why_differs, *rules, *_kept_off(shared, moment, was.weeks, rows)]
    else:
        answer["since"] = [row for row in why_differs if row["what"] not in ("fault", "unsaid", "number")]
    return {**answer, **_late(shared, moment, was, now)}


def _late(shared: _Replay, moment: Moment, was: Kept, now: Kept) -> dict[str, Any]:
    """Return what became known later, and what the plan would have been with it; {} when nothing did."""
    late = late_rows(shared.data, moment)
    if not late:
        return {}
    wiser = _again(shared, moment, was.weeks, with_late=True)
    return {"late": late, "with_late": [*differences(now, wiser), *rules_changed(now, wiser)]}


def _again(shared: _Replay, moment: Moment, weeks: int | None, *, with_late: bool) -> Kept:
    """Make the plan of a past moment again, with today's pack."""
    then = case_then(shared.data, moment, with_late=with_late)
    made = shared.seen(plan(shared.desk, then, moment.day, _possible(shared.desk, weeks)))
    return kept(record_of(made, then, shared.desk.program))


def _possible(desk: Desk, weeks: int | None) -> int | None:
    return weeks if weeks is not None and weeks <= desk.knowledge.vocabulary.weeks["most"] else None


def _kept_off(shared: _Replay, moment: Moment, weeks: int | None, rows: Iterable[Row]) -> list[Row]:
    """Return the rules that keep a product off the first evening it lost: `{what: evening, rule, product, date}`."""
    found: list[Row] = []
    for product, day in sorted(lost_evenings(rows).items()):
        then = case_then(shared.data, moment)
        try:
            off = why(shared.desk, then, day, product, today=moment.day, weeks=_possible(shared.desk, weeks))
        except BadInput:  # the product is no longer there to ask about
            continue
        about = {"product": product, "date": day.isoformat()}
        found += [{"what": "evening", "rule": rule["reason"], **about} for rule in shared.seen(off)["rules"]]
    return found


def _numbers_changed(shared: _Replay, pack: str | None) -> list[Row]:
    if pack is None or pack == shared.desk.knowledge.hash or pack not in shared.numbers:
        return []
    return changed_numbers(shared.numbers[pack], numbers_of(shared.desk.knowledge.safety))


def _packs(shared: _Replay, records: Sequence[_Record]) -> list[dict[str, Any]]:
    """Return every pack that was recorded, in order of first use, and what its numbers were."""
    found: dict[str, dict[str, Any]] = {}
    for one in records:
        pack = _pack_of(one.plan)
        if pack:
            row = {"hash": pack, "from": one.day.isoformat(), "numbers": _numbers_changed(shared, pack)}
            found.setdefault(pack, row)["to"] = one.day.isoformat()
    return list(found.values())


def _numbers(data: Mapping[str, Any], one: _Record) -> Mapping[str, object]:
    numbers = rows_of(data, "log")[one.place].get("numbers")
    return numbers if isinstance(numbers, Mapping) else {}


def _pack_of(shown: Mapping[str, Any]) -> str:
    return kept(shown).pack or ""


def _told(now: Kept) -> list[dict[str, Any]]:
    """Return the evenings that are no rest, as `{date, step, product}`."""
    rows = sorted(now.evenings.items())
    return [{"date": day, "step": step, "product": p or None} for day, uses in rows for step, p in uses]
