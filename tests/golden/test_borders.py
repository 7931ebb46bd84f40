"""Persons beside every border (`borders.py`): what the planner works out for each, and what the checker says.

Of a plan: what is barred, the spells, what becomes of products in use, what each evening allows and why, the evenings,
and a checksum of every step. Of the checker: its findings about a plan that has an active morning and evening every
day, and about the planner's own plan with one thing changed. A change that is meant is written with
`pytest tests/golden/test_borders.py --update-golden`; read the diff, person by person.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from zlib import crc32

import pytest

import people as p
from borders import TOPICS, Bordering
from milium.adapters.packfiles import load_knowledge
from milium.domain.findings import Hold
from milium.domain.plan import Day, Moved, Plan, Step, Violation
from milium.engine.check import check
from milium.engine.plan.bars import Bar, merge, most_urgent, to_holds
from milium.engine.plan.basecare import choose_base
from milium.engine.plan.days import build_days
from milium.engine.plan.decision import Outcome, all_bars, options, referral_bars
from milium.engine.plan.ground import Ground, read_ground
from milium.engine.plan.leftovers import leftover_bars
from milium.engine.plan.moving import moving_over
from milium.engine.plan.planner import outcome_of
from milium.engine.plan.rounds import Evening
from milium.engine.plan.schedule import Schedule
from milium.engine.plan.state import State
from milium.engine.plan.use_by import use_by_holds
from milium.engine.plan.why import explain, lowered_by

NIGHTS, FIRM = 28, 14
FACTS, TEXTS = p.safety(), load_knowledge().texts
Golden = Callable[[str, str], None]
Made = tuple[Ground, Outcome, tuple[Day, ...]]


@pytest.mark.parametrize("topic", TOPICS)
def test_what_persons_beside_a_border_get(topic: str, golden: Golden) -> None:
    golden(f"borders/{topic}-plans.txt", "".join(_told(b, *made) for b, made in _planned(topic)))


@pytest.mark.parametrize("topic", TOPICS)
def test_what_the_checker_finds_for_persons_beside_a_border(topic: str, golden: Golden) -> None:
    golden(f"borders/{topic}-found.txt", "".join(_found(n, b, *made) for n, (b, made) in enumerate(_planned(topic))))


# -- the planner ------------------------------------------------------------------------------


def _told(b: Bordering, ground: Ground, outcome: Outcome, days: tuple[Day, ...]) -> str:
    bars = all_bars(ground, outcome)
    bars = merge((*bars, *leftover_bars(ground, days, bars)))
    urgency = most_urgent(referral_bars(ground)) or ""
    lines = [f"{b.name}: {outcome.decision} {urgency} {' '.join(options(ground, outcome))} {_sum(days)}"]
    lines += ["  " + _bar(bar) for bar in bars]
    today = ground.case.today.toordinal()
    lines += [f"  {s.rule} {s.of} {_span(s.first - today, s.last - today)}{_more(s)}" for s in ground.spells]
    lines += [f"  {h.reason} {' '.join(h.products)}: {h.says}" for h in _use_by(ground, days)]
    lines += [
        f"  {m.product} {m.what} {m.was} -> {m.evenings_per_week}: {m.says}" for m in _moves(b, outcome, bars, days)
    ]
    if outcome.schedule is not None:
        lines += _evenings(ground, outcome.schedule)
    return "\n".join(lines) + "\n"


@cache
def _planned(topic: str) -> tuple[tuple[Bordering, Made], ...]:
    return tuple((b, _made(b)) for b in TOPICS[topic]())


def _made(b: Bordering) -> Made:
    ground = read_ground(b.case, b.products, b.assessment, FACTS)
    outcome = outcome_of(ground, NIGHTS)
    schedule = outcome.schedule if outcome.decision == "regimen" else None
    return ground, outcome, build_days(ground, choose_base(ground), schedule, NIGHTS)


def _use_by(ground: Ground, days: Sequence[Day]) -> Iterator[Hold]:
    return use_by_holds(tuple(ground.products.values()), ground.case.today, days, TEXTS)


def _moves(b: Bordering, outcome: Outcome, bars: tuple[Bar, ...], days: tuple[Day, ...]) -> tuple[Moved, ...]:
    """What becomes of what is in use, and by which rules."""
    plan = Plan(outcome.decision, (), to_holds(bars, FACTS, TEXTS), days, ())
    args = (b.case, b.products, b.assessment, FACTS, NIGHTS // 7)
    return moving_over(plan, b.products, FACTS, TEXTS, lambda ident, those: lowered_by(*args, those, ident))


def _move(m: Moved) -> str:
    return f"{m.product} {m.what} {m.was} -> {m.evenings_per_week} {' '.join(m.rules)}: {m.says}"


def _sum(days: Sequence[Day]) -> str:
    return f"{crc32(repr([d.as_data() for d in days]).encode()):08x}"


def _bar(bar: Bar) -> str:
    more = (str(x) for x in (bar.until, bar.question, bar.text, *bar.also) if x)
    return " ".join((bar.rule, *bar.products, "|", *more))


def _span(first: int, last: int) -> str:
    return f"{first}..{last if last < 10_000 else ''}"


def _more(spell: object) -> str:
    words = (getattr(spell, key) for key in ("question", "text"))
    marks = (key for key in ("restart", "logged") if getattr(spell, key))
    return "".join(f" {w}" for w in (*words, *marks) if w)


def _evenings(ground: Ground, schedule: Schedule) -> Iterator[str]:
    """What the past left, the evenings, and which evenings allow how much, by which rules."""
    begun = schedule.begun
    line, past = " ".join(c.id for c in schedule.timeline.line), "".join(map(str, schedule.past))
    yield f"  {line} after {past}, {_state(begun)}"
    signs = "".join(f"{e.symbol}{'' if e.shown else '?'}{'=' if e.kept else ''}" for e in schedule.evenings)
    yield f"  {signs.replace('0', '.')} {crc32(repr([e.state for e in schedule.evenings]).encode()):08x}"
    at = 0
    for told, same in groupby(schedule.evenings, _caps):
        yield f"  {at}: {told}"
        at += len(list(same))


def _caps(e: Evening) -> str:
    rules = " | ".join(" ".join(mine) for mine in e.caps.rules)
    given = "" if e.bounds.caps[: len(e.caps.uses)] == e.caps.uses else f" given {e.bounds.caps}"
    acids = f" acids {e.bounds.acid_cap}" if any(e.bounds.acids) else ""
    return f"{e.caps.uses} of {e.caps.load}{' apart' if e.caps.apart else ''}{acids}{given} {rules}".rstrip()


def _state(s: State) -> str:
    doses = " ".join(f"rung {d.rung}/{d.since_start}/{d.since_change}" for d in s.doses)
    return f"{doses} course {s.course} {crc32(repr(s).encode()):08x}"


# -- the checker ------------------------------------------------------------------------------


def _found(number: int, b: Bordering, _: Ground, outcome: Outcome, days: Sequence[Day]) -> str:
    """Findings about a plan with everything, and about the planner's own with one change."""
    own = [i for i in b.products if i not in {"cleanser", "cream", "spf"}] or ["cream"]
    full = tuple(_everything(day, n, own) for n, day in enumerate(days))
    change = CHANGES[number % len(CHANGES)]
    changed = change(list(days), own[number // 2 % len(own)], (number * 7 + 4) % (NIGHTS - 9))
    lines = [*_said(b, full, "regimen", "everything"), *_said(b, changed, outcome.decision, change.__name__.strip("_"))]
    return "\n".join([f"{b.name}:", *lines]) + "\n"


def _everything(day: Day, n: int, own: Sequence[str]) -> Day:
    """One product each morning and the next each evening, steam twice a week, and a morning without sunscreen."""
    am = (*(s for s in day.am if s.step != "sunscreen" or n % 5), _treat(own[(n // FIRM + 1) % len(own)]))
    steam = (Step("steam", minutes=5),) if n % 4 == 0 else ()
    return replace(day, am=am, pm=(*day.pm[:1], *steam, _treat(own[n // FIRM % len(own)]), *day.pm[1:]))


def _treat(ident: str, **keys: object) -> Step:
    return Step("treat", ident, **keys)  # type: ignore[arg-type]


def _one_more(days: list[Day], ident: str, at: int) -> list[Day]:
    days[at] = replace(days[at], pm=(*days[at].pm, _treat(ident)))
    return days


def _in_the_morning(days: list[Day], ident: str, at: int) -> list[Day]:
    days[at] = replace(days[at], am=(*days[at].am, _treat(ident)))
    return days


def _near_the_eye(days: list[Day], ident: str, at: int) -> list[Day]:
    days[at] = replace(days[at], pm=(*days[at].pm, _treat(ident, zones=("around_eye",))))
    return days


def _every_third(days: list[Day], ident: str, at: int) -> list[Day]:
    return [replace(d, pm=(*d.pm, _treat(ident))) if n % 3 == at % 3 else d for n, d in enumerate(days)]


def _weekly(days: list[Day], ident: str, at: int) -> list[Day]:
    return [
        replace(d, pm=(*d.pm[:1], _treat(ident))) if n % 7 == at % 7 else replace(d, pm=()) for n, d in enumerate(days)
    ]


def _later(days: list[Day], ident: str, at: int) -> list[Day]:
    """From some evening on, every evening is the one of the day before."""
    return [d if n <= at else replace(d, pm=days[n - 1].pm) for n, d in enumerate(days)]


def _quicker(days: list[Day], ident: str, at: int) -> list[Day]:
    """Once a week, and twice from some evening on."""
    on = {*range(0, at, 7), *range(at, NIGHTS, 3)}
    return [replace(d, pm=(*d.pm[:1], *([_treat(ident)] if n in on else ()))) for n, d in enumerate(days)]


def _no_sunscreen(days: list[Day], ident: str, at: int) -> list[Day]:
    days[at] = replace(days[at], am=tuple(s for s in days[at].am if s.step != "sunscreen"))
    return days


def _steamed(days: list[Day], ident: str, at: int) -> list[Day]:
    for n, minutes in ((at, 5), (at + 3, 6), (at + 6, 5)):
        days[n] = replace(days[n], pm=(*days[n].pm, Step("steam", minutes=minutes)))
    return days


def _tested(days: list[Day], ident: str, at: int) -> list[Day]:
    for n in range(at, at + 4):
        days[n] = replace(days[n], pm=(*days[n].pm, Step("spot_test", None, zones=("ear",), about=ident)))
    return days


def _left_out(days: list[Day], ident: str, at: int) -> list[Day]:
    del days[at]
    return days


def _everything_after(days: list[Day], ident: str, at: int) -> list[Day]:
    """Nothing until some evening, then the product every other evening."""
    return [replace(d, pm=(*d.pm[:1], *([_treat(ident)] if n > at and n % 2 else ()))) for n, d in enumerate(days)]


CHANGES = (
    *(_one_more, _quicker, _near_the_eye, _every_third, _later, _in_the_morning, _weekly),
    *(_no_sunscreen, _steamed, _tested, _left_out, _everything_after, _quicker),
)


def _said(b: Bordering, days: Sequence[Day], decision: str, about: str) -> Iterator[str]:
    found = check(days, decision, ("plan", "watch", "see_clinician"), b.case, b.products, b.assessment, FACTS)
    yield f"  {about}: " + ("; ".join(_rules(found, b)) or "-")


def _rules(found: Sequence[Violation], b: Bordering) -> Iterator[str]:
    """Each rule with its days, as spans, and a checksum of its words and of the days it names."""
    today = b.case.today.toordinal()
    for rule, mine in groupby(found, lambda v: v.rule):
        these = list(mine)
        days = sorted({(v.slot or "", v.date.toordinal() - today) for v in these})
        named = (
            crc32(repr([(v.text, v.facts, [d.toordinal() - today for d in v.days]) for v in these]).encode()) & 0xFFFF
        )
        yield f"{rule} {' '.join(_spans(days))} #{len(these)}.{crc32(repr(named).encode()) & 0xFFFF:04x}"


def _spans(days: Sequence[tuple[str, int]]) -> Iterator[str]:
    for slot, mine in groupby(days, lambda d: d[0]):
        numbers = [n for _, n in mine]
        runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
        yield slot + ",".join(_run([n for _, n in run]) for _, run in runs)


def _run(days: list[int]) -> str:
    return str(days[0]) if len(days) == 1 else f"{days[0]}-{days[-1]}"


def test_the_rules_of_every_evening_for_two_who_are_settled(golden: Golden) -> None:
    """Why not, on every second evening: a border that moves by a day shows here."""
    lines = []
    for b in [*TOPICS["procedures"]()][3::31]:
        for ident in ("glycolic", "retinol"):
            days = [p.day(n) for n in range((b.case.today - p.MONDAY).days, NIGHTS)]
            args = (b.case, b.products, b.assessment, FACTS, NIGHTS // 7 + 1)
            told = [explain(*args, day, ident) for day in days[::2]]
            said = (" ".join((*(h.reason for h in why.holds), *why.notes)) or "-" for why in told)
            lines.append(f"{b.name}, {ident}: " + "; ".join(said))
    golden("borders/why.txt", "\n".join(lines) + "\n")
