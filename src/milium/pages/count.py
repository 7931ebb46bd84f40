"""Counts of the bumps by eye: enter one, and see what they say; never more than they can say."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.visit import Visit

BACK_AT_MOST = timedelta(days=731)
WIDTH, HEIGHT, EDGE = 320.0, 140.0, 8.0  # the drawing, and room for half a bead
REMOVED = "removed "


def count(visit: Visit) -> Reply:
    """Show what the counts say, or keep a new one."""
    if not visit.me.answers:
        return visit.page("plan_none.html", back="/")
    if not visit.is_post:
        return _show(visit, None, {"count": "", "day": visit.today.isoformat()})
    number, day = _number(visit), _day(visit)
    if number is None or day is None:
        given = {"count": visit.request.one("count")[:9], "day": (day or visit.today).isoformat()}
        return _show(visit, "ui.count.bad_number" if number is None else "ui.count.bad_day", given)
    late = {} if day == visit.today else {"known": visit.today.isoformat()}
    return visit.go("/count", *visit.keep(visit.me, ("count", {"count": number, "by": "eye", **late}), day=day))


def _number(visit: Visit) -> int | None:
    text = visit.request.one("count")
    if not text.isascii() or not text.isdigit():
        return None
    return int(text) if int(text) <= visit.look.knowledge.track.most_count else None


def _day(visit: Visit) -> date | None:
    try:
        day = date.fromisoformat(visit.request.one("day"))
    except ValueError:
        return None
    return day if visit.today - BACK_AT_MOST <= day <= visit.today else None


def _show(visit: Visit, problem: str | None, given: Mapping[str, str]) -> Reply:
    found = visit.progress
    counts = found.get("counts") or []
    few, limits = found.get("few") or len(counts) < 2, visit.look.knowledge.track  # noqa: PLR2004  (a line needs two)
    return visit.page(
        "count.html",
        status=BAD_REQUEST if problem else 200,
        problem=problem,
        given=given,
        most=limits.most_count,
        today=visit.today.isoformat(),
        lines=found.get("says") or [],
        facts=found["facts"],
        holds=found.get("holds") or [],
        stage=found.get("outcome"),
        again=found["decision"] == "worse",
        beads=beads(counts, limits.few_bumps) if few else [],
        chart=None if few else chart(visit, counts),
        rows=[{**row, "on": _said(visit, row["date"])} for row in reversed(counts)],
        next=next_said(visit),
        places=_places(visit),
        kept=_kept(found, limits.good_adherence_at_least),
        change=None if few else _rounded(found.get("change")),
        coincidences=[_coincidence(visit, one) for one in found.get("coincidences") or ()],
        back="/tonight" if visit.me.started else "/plan",
    )


def next_said(visit: Visit) -> str | None:
    """Return the day of the next count in words; None when it is due."""
    day = date.fromisoformat(visit.progress["next"] or visit.today.isoformat())
    return visit.date(day, "ui.date.full") if day > visit.today else None


def beads(counts: Sequence[Mapping[str, Any]], most: int) -> list[str]:
    """Return one word per bead: "there", and "gone" for those of the first count that are no more; [] for many."""
    if not counts:
        return []
    first, latest = int(counts[0]["count"]), int(counts[-1]["count"])
    if max(first, latest) > most:
        return []
    return ["there"] * latest + ["gone"] * max(first - latest, 0)


def chart(visit: Visit, counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the line, the band and the points of a drawing 320 wide and 140 high, and the words at its axes."""
    days = [date.fromisoformat(row["date"]).toordinal() for row in counts]
    span, top = max(days[-1] - days[0], 1), max(int(row["high"]) for row in counts)

    def at(day: int, value: float) -> tuple[float, float]:
        x = EDGE + (day - days[0]) / span * (WIDTH - 2 * EDGE)
        return round(x, 1), round(HEIGHT - EDGE - value / max(top, 1) * (HEIGHT - 2 * EDGE), 1)

    points = [at(day, row["count"]) for day, row in zip(days, counts, strict=True)]
    highs = [at(day, row["high"]) for day, row in zip(days, counts, strict=True)]
    lows = [at(day, row["low"]) for day, row in zip(days, counts, strict=True)]
    return {
        "points": points,
        "line": _path(points),
        "band": f"{_path([*highs, *reversed(lows)])}Z",
        "top": top,
        "first": _said(visit, counts[0]["date"]),
        "last": _said(visit, counts[-1]["date"]),
    }


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _said(visit: Visit, day: str) -> str:
    return visit.date(date.fromisoformat(day), "ui.date.full")


def _places(visit: Visit) -> str:
    """Return the places of the bumps in words, for the same places are counted each time."""
    texts, sites = visit.look.texts, visit.me.case.get("bump_sites")
    names = sites if isinstance(sites, list) else []
    return ", ".join(texts.get(f"ui.ask.site.{n}").says.lower() for n in names if f"ui.ask.site.{n}" in texts)


def _kept(found: Mapping[str, Any], most: float) -> str | None:
    """Return which words tell how the plan went; a number would read like a mark at school."""
    score = (found.get("adherence") or {}).get("score")
    return None if score is None else "kept_most" if score >= most else "kept_part"


def _rounded(change: Mapping[str, Any] | None) -> dict[str, str] | None:
    return {key: f"{value:.1f}" for key, value in change.items()} if change else None


def _coincidence(visit: Visit, one: Mapping[str, Any]) -> dict[str, str]:
    """Return a coincidence in words; a product that left is named by its name, as it was once added."""
    what = str(one["what"])
    if what.startswith(REMOVED):
        rows = (row.get("item") for row in visit.me.case["log"] if row["kind"] == "product_added")
        names = {str(item.get("id")): str(item.get("name") or "") for item in rows if isinstance(item, Mapping)}
        what = REMOVED + (names.get(what.removeprefix(REMOVED)) or visit.look.texts.get("ui.product.unnamed").says)
    return {"what": what, "on": _said(visit, one["date"]), "low": f"{one['low']:.1f}", "high": f"{one['high']:.1f}"}
