"""Progress: read counts from a row, a table or a case, judge them, and say it in the pack's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from milium.care.answers import finish, knowledge_hold
from milium.care.counts import counts_of, judged, read_counts
from milium.care.desk import Desk
from milium.care.evenings import taken_by_evening
from milium.care.fields import Notes, Reader
from milium.domain.case import Case
from milium.domain.findings import Issue
from milium.domain.progress import Coincidence, Count, Progress, TrackFacts
from milium.engine.track import adherence_score, coincidences, count_interval, course_days, outcome, taken_of_planned
from milium.errors import BadInput, KnowledgeMissing
from milium.knowledge.reading import shorten

FACTS = ("track.looks", "track.not_improving", "track.few", "track.adherence", "SR-81")
CASE_KEYS = frozenset({"log", "profile", "answers", "shelf", "wishes"})
ROW_KEYS = ("id", "today", "counts")


def progressed(desk: Desk, data: Mapping[str, object], today: date | None) -> dict[str, object]:
    """Answer for `{id?, counts: [...]}` or a whole case."""
    if not isinstance(data, Mapping):
        raise BadInput(
            f"expected keys and values, got {shorten(data)}.", where="progress", fix="Write {counts: [...]}."
        )
    ident = data.get("id")
    try:
        facts = desk.knowledge.track
        if "counts" not in data and CASE_KEYS & set(data):
            return _of_case(desk, data, facts, today)
        return _of_rows(desk, data, facts, today)
    except KnowledgeMissing as error:
        hold, issue = knowledge_hold(desk.knowledge, error)
        answer: dict[str, object] = {
            "decision": "unclear", "change": None, "looks": [], "next": None, "holds": [hold.as_data()]
        }  # fmt: skip
        return finish(answer, desk.knowledge, facts=hold.facts, issues=[issue], ident=ident)


def _of_rows(desk: Desk, data: Mapping[str, object], facts: TrackFacts, today: date | None) -> dict[str, object]:
    notes = Notes()
    top = Reader(data, "", notes, blocks=False)
    top.known_keys(ROW_KEYS)
    if data.get("counts") is None:
        raise BadInput("counts are missing.", where="counts", fix="Write counts: [{date: 2026-03-16, count: 9}].")
    now = today or top.day("today") or desk.clock_today()
    counts = read_counts(top, facts, now)
    found = judged(counts, facts, now)
    told = [(c.date, c.adherence) for c in counts]
    return _answer(desk, _Read(found, counts, told, now, notes.issues), data.get("id"))


def _of_case(desk: Desk, data: Mapping[str, object], facts: TrackFacts, today: date | None) -> dict[str, object]:
    reading = desk.read(data, today)
    case = reading.case
    counts = counts_of(case, facts)
    found = case.progress or judged(counts, facts, case.today)
    told = [(e.date, _share(e.get("adherence"))) for e in case.entries("check_in")]
    taken = taken_by_evening(data, case)
    fell = coincidences(counts, _changes(case), facts)
    issues = [*reading.issues, *_absurd(case, facts)]
    read = _Read(found, counts, told, case.today, issues, fell, _course_days(desk, case), taken)
    return _answer(desk, read, data.get("id"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What an answer is made of; `told` is adherence by date, `course_days` None without a course.

    Attributes:
        taken: Evening with an active -> whether it was done, as far as plans shown and ticks are on record.
    """

    found: Progress
    counts: Sequence[Count]
    told: Sequence[tuple[date, float | None]]
    today: date
    issues: Sequence[Issue]
    fell: Sequence[Coincidence] = ()
    course_days: int | None = None
    taken: Mapping[date, bool] = field(default_factory=dict)


def _answer(desk: Desk, read: _Read, ident: object) -> dict[str, object]:
    found, counts, fell, today = read.found, read.counts, read.fell, read.today
    facts = desk.knowledge.track
    stage = outcome(found, read.course_days, facts)
    says, stands_on = _says(desk, found, counts, stage)
    answer: dict[str, object] = {
        "decision": found.decision,
        "change": found.change.as_data() if found.change else None,
        "looks": [look.as_data() for look in found.looks],
        "next": found.next.isoformat() if found.next else today.isoformat(),
        "says": says,
        "few": found.few,
        "outcome": stage,
        "course": _course(read, facts),
        "counts": [_count_data(c, facts) for c in counts],
        "adherence": _adherence(read, facts),
        "coincidences": [c.as_data() for c in fell],
    }
    more = ("track.coincidence",) if fell else ()
    return finish(answer, desk.knowledge, facts=[*FACTS, *stands_on, *more], issues=read.issues, ident=ident)


def _course(read: _Read, facts: TrackFacts) -> dict[str, str] | None:
    """Return when the course began, its review and its latest end (SR-81); None before the first active."""
    if read.course_days is None:
        return None
    begun = read.today - timedelta(days=read.course_days)
    days = {"begun": 0, "review": facts.review_days, "end": facts.end_days}
    return {key: (begun + timedelta(days=number)).isoformat() for key, number in days.items()}


def _adherence(read: _Read, facts: TrackFacts) -> dict[str, object]:
    """Return taken of planned where evenings are on record; the score reads them too, else what was told."""
    known = [share for _, share in read.told if share is not None]
    done = [day for day, taken in read.taken.items() if taken]
    evenings = [(day, float(taken)) for day, taken in read.taken.items()]
    score = adherence_score(evenings or read.told, facts.adherence_half_life_days)
    return {
        "score": _rounded(score),
        "taken_of_planned": _rounded(taken_of_planned(read.taken, done)),
        "taken": len(done),
        "planned": len(read.taken),
        "told": _rounded(sum(known) / len(known)) if known else None,
        "known": len(known),
        "of": len(read.told),
        "half_life_days": facts.adherence_half_life_days,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _count_data(count: Count, facts: TrackFacts) -> dict[str, object]:
    low, high = count_interval(count.count, facts.count_error_share[count.by])
    return {"date": count.date.isoformat(), "count": count.count, "low": low, "high": high, "by": count.by}


def _says(desk: Desk, found: Progress, counts: Sequence[Count], stage: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the sentences of an answer, the plainest first, and what they stand on."""
    keys = [_key(found, counts)]
    if stage in {"review", "end"}:
        keys.append(stage)
    first, latest = found.first or 0, found.latest or 0
    texts = [desk.knowledge.texts.get(f"track.{k}", first=first, latest=latest, gone=first - latest) for k in keys]
    return [t.says for t in texts], tuple(f for t in texts for f in t.facts)


def _key(found: Progress, counts: Sequence[Count]) -> str:
    if len(counts) <= 1:
        return "one_count" if counts else "no_counts"
    if found.cleared:
        return "cleared"
    if not found.few:
        return found.decision
    first, latest = found.first or 0, found.latest or 0
    return "few" if latest < first else ("few_more" if latest > first else "few_same")


def _share(said: object) -> float | None:
    return {"good": 1.0, "poor": 0.0}.get(str(said))


def _changes(case: Case) -> list[tuple[date, str]]:
    """Return product changes and procedures up to today: they share one time line.

    A product that is added again while it is there only had its details written anew.
    """
    found = [(d.date, d.kind) for d in case.dated if d.date <= case.today]
    there: set[str] = set()
    for entry in case.log:
        if entry.kind == "product_added":
            ident = str(getattr(entry.get("item"), "id", ""))
            if ident not in there:
                found.append((entry.date, f"added {getattr(entry.get('item'), 'name', None) or ident}"))
            there.add(ident)
        elif entry.kind == "product_removed":
            there.discard(str(entry.get("product")))
            found.append((entry.date, f"removed {entry.get('product')}"))
    return found


def _course_days(desk: Desk, case: Case) -> int | None:
    """Return the days since the first evening of the course with an active that was ticked or told to be in use.

    Four weeks without any end a course (0.1), but for one that has run its full time (SR-81).
    """
    active = {i for i, product in desk.products(case).items() if product.families}
    days = {t.date for t in case.ticks() if t.get("product") in active}
    gap = desk.knowledge.safety.limits.course_gap_days
    ticked = course_days(sorted(days), case.today, gap, desk.knowledge.track)
    in_use = [item.in_use.since for item in case.shelf if item.id in active and item.in_use is not None]
    lengths = [(case.today - since).days for since in in_use]  # what is in use has no gap
    return max([*lengths, *(() if ticked is None else (ticked,))], default=None)


def _absurd(case: Case, facts: TrackFacts) -> list[Issue]:
    fix = f"Count again; up to {facts.most_count} are read."
    return [
        Issue(f"log count of {e.date}", f"{e.integer('count')} bumps are more than we believe.", fix)
        for e in case.entries("count")
        if (e.integer("count") or 0) > facts.most_count
    ]
