"""Which one or two products a plan is made of, and which one comes first (safety rules 0.4, SR-41, SR-42).

The planner places kinds: one acid and one retinoid, or azelaic acid. Two products of one kind
share that symbol, and which of them carries it is decided here alone, by `_rank`: shelf order
never matters. What is running goes on whatever is preferred: a swap is a new active with a wait
of its own (SR-42), and missed applications come before wishes. Who wants the swap takes the
first one off the shelf.
"""

from collections.abc import Sequence

from milium.domain.case import Wishes
from milium.engine.plan.bars import Bar
from milium.engine.plan.eligibility import Candidate
from milium.engine.plan.ground import Ground
from milium.engine.plan.schedule import make_schedule
from milium.engine.plan.timeline import read_timeline
from milium.engine.plan.wanted import Wanted

_OILY_NOSE = ("oily", "nose")


def choose_line(ground: Ground, wanted: Wanted) -> tuple[tuple[Candidate, ...], tuple[Bar, ...]]:
    """Choose the products of the plan.

    Args:
        ground: Person, shelf and past.
        wanted: Wishes and the plan in hand, which keeps its order where nothing speaks against it.

    Returns:
        None to two products, the one started (or to be started) first in front, and a bar for
        every placeable product that stays on the shelf.
    """
    running = _running(ground)
    new = _best_of_each_kind(ground, [c.kind for c in running])
    line = list(running)
    for c in _ordered(ground, new, wanted, has_first=bool(running)):
        if _has_room(ground, c, line):
            line.append(c)
    chosen = {c.id for c in line}
    left = tuple(Bar("SR-41", (i,)) for i in sorted(ground.candidates) if i not in chosen)
    return tuple(line), left


def _recent(ground: Ground) -> list[str]:
    """Return every active used in the last 24 weeks, in the order in which they began."""
    history, limits = ground.history, ground.facts.limits
    since = ground.case.today.toordinal() - limits.no_third_active_weeks * limits.week_days
    return sorted((i for i, last in history.last_use.items() if last > since), key=lambda i: (history.first_use[i], i))


def _running(ground: Ground) -> list[Candidate]:
    """Return the products of the present course that go on: the latest used of each kind, oldest first.

    A third active that was begun anyway does not go on: two in all, the first two.
    """
    history = ground.history
    if history.sure_course is None:
        return []
    first_two = _recent(ground)[: ground.facts.limits.most_active_products]
    mine = [c for i, c in sorted(ground.candidates.items()) if i in first_two]
    used = [c for c in mine if history.last_use.get(c.id, 0) >= history.sure_course]
    latest: dict[str, Candidate] = {}
    for c in sorted(used, key=lambda c: (history.last_use[c.id], -history.first_use[c.id], c.id)):
        latest[c.kind] = c
    return sorted(latest.values(), key=lambda c: (history.first_use[c.id], c.id))


def _has_room(ground: Ground, c: Candidate, line: Sequence[Candidate] = ()) -> bool:
    """Tell whether an active may begin, or begin again: two in all, no third in 24 weeks (SR-42)."""
    others = {*_recent(ground), *(x.id for x in line)} - {c.id}
    return len(others) < ground.facts.limits.most_active_products


def _best_of_each_kind(ground: Ground, taken: Sequence[str]) -> dict[str, Candidate]:
    """Return the product to offer of every kind that does not run yet."""
    best: dict[str, Candidate] = {}
    for kind in ("acid", "azelaic", "retinoid"):
        mine = [c for i, c in sorted(ground.candidates.items()) if c.kind == kind and _has_room(ground, c)]
        if mine and kind not in taken:
            best[kind] = min(mine, key=lambda c: _rank(ground, c))
    return best


def _rank(ground: Ground, c: Candidate) -> tuple[int, int, int, int, str]:
    """Return what is offered first: asked for by name, by family, not held by a medicine, tested, gentler, the id."""
    prefer = ground.case.wishes.prefer
    asked = 0 if c.id in prefer else 1 if any(f in prefer for f in c.product.families) else 2
    tested = any(e.get("product") == c.id and e.get("result") == "ok" for e in ground.case.entries("spot_test"))
    known = tested or c.id in ground.history.first_use
    today = ground.case.today.toordinal()
    held = any(s.rule == "SR-60" and s.last >= today and s.holds(c) for s in ground.spells)
    return (asked, int(held), int(not known), _place_in_order(ground, c), c.id)


def _place_in_order(ground: Ground, c: Candidate) -> int:
    if c.kind != "acid":
        return int(c.half_pace)
    persons, s = ground.facts.persons, ground.situation
    if s.slow or s.profile.skin in persons.gentle_skin:
        order = persons.acid_order["gentle"]
    elif s.profile.skin == _OILY_NOSE[0] and s.sites == (_OILY_NOSE[1],):
        order = persons.acid_order["oily_nose"]
    else:
        order = persons.acid_order["usual"]
    places = [order.index(a.row.id) for a in c.actives if a.row.id in order]
    return max(places, default=len(order))


def _ordered(ground: Ground, new: dict[str, Candidate], wanted: Wanted, *, has_first: bool) -> list[Candidate]:
    """Return the new products in the order in which they start (0.4)."""
    if not new:
        return []
    wish = ground.case.wishes.first
    if wish in new:
        first = new[wish]
    elif "azelaic" in new:
        first = new["azelaic"]
    elif len(new) == 1 or has_first:
        first = new.get("acid") or new["retinoid"]
    else:
        first = _shown_first(new, wanted) or _more_evenings(ground, new)
    rest = [new[kind] for kind in ("acid", "retinoid", "azelaic") if kind in new and new[kind] is not first]
    return [first, *rest]


def _shown_first(new: dict[str, Candidate], wanted: Wanted) -> Candidate | None:
    """Return the one with which the plan in hand begins."""
    for day in sorted(wanted.shown):
        for kind in sorted(new):
            if new[kind].id in wanted.shown[day]:
                return new[kind]
    return None


def _more_evenings(ground: Ground, new: dict[str, Candidate]) -> Candidate:
    """Return the one whose rules leave more evenings until the review; the acid when they are equal."""
    limits = ground.facts.limits
    nights = limits.firm_days + limits.review_days
    plain = Wanted(Wishes(), {})
    counts = {
        kind: make_schedule(read_timeline(ground, (new[kind],), nights), plain).uses() for kind in ("acid", "retinoid")
    }
    return new["retinoid"] if counts["retinoid"] > counts["acid"] else new["acid"]
