"""Tonight: the steps of this evening with ticks, why each, and the ways out when it stings."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from milium.care.kinds import kind_of
from milium.pages.beyond import beyond
from milium.pages.messages import Reply
from milium.pages.own_day import today_is
from milium.pages.plan import ACTIVE, nights, referral, review_of, spoken_of
from milium.pages.shelf import put_aside
from milium.pages.shown import plan_in_hand
from milium.pages.visit import Visit
from milium.pages.why_not import left_out, reasons_of

DONE, UNDO = "tick", "untick"
SLOTS = ("am", "pm")
LEVELS = (1, 2, 3)
BASE_CARE = ("cleanse", "moisturise")
REST, SPOT, SPOT_RULE = "rest", "spot_test", "SR-15"


def tonight(visit: Visit) -> Reply:
    """Show this evening's steps."""
    if not visit.me.answers or not visit.me.started:
        return visit.page("tonight_none.html", back="/", has_answers=bool(visit.me.answers), own_today=today_is(visit))
    found = visit.plan
    day = _today(visit)
    kind = kind_of(day["pm"])
    test = spot_test(visit, day, found)
    if test and test["ask"]:
        day = {**day, "pm": [step for step in day["pm"] if step["step"] != SPOT]}
        kind = kind if kind != SPOT else REST
    rows = {slot: rows_of(visit, day[slot], slot) for slot in SLOTS}
    return visit.page(
        "tonight.html",
        kind=kind,
        evening=rows["pm"],
        morning=rows["am"],
        done=bool(rows["pm"]) and all(row["ticked"] for row in rows["pm"]),
        active=kind in {"acid", "retinoid", "treat"},
        regimen=found["decision"] == "regimen",
        test=test,
        fault=any(hold["reason"] == "gate" for hold in found["holds"]),
        refer=found["decision"] == "refer",
        **referral(found),
        review=review_of(found),
        on=visit.date(visit.today),
        own_today=today_is(visit),
        waits=[] if _has_stung(visit) else left_out(visit, visit.today, day["pm"]),
        **beyond(visit),
        extra=", ".join(visit.name_of(ident) for ident in sorted(visit.extra)),
        tomorrow=nights(visit, 2)[-1]["kind"],
        lenses=visit.me.profile.get("contact_lenses") is not False,
        back=None,
    )


def _has_stung(visit: Visit) -> bool:
    """Tell whether "it stings" was tapped today."""
    return any(
        e.local_date == visit.today and e.body.get("irritation") in LEVELS and "spf" not in e.body
        for e in visit.me.of("check_in")
    )


def _today(visit: Visit) -> dict[str, Any]:
    """Return today's steps; after "it stings" the evening keeps only what is gentle."""
    days = visit.plan["days"]
    if not days or referral(visit.plan)["at_once"]:
        return {"am": [], "pm": []}
    day = {**days[0], "pm": visit.evening}
    if _has_stung(visit):
        day["pm"] = [step for step in day["pm"] if step["step"] in (*BASE_CARE, REST)]
    return day


def rows_of(visit: Visit, steps: Sequence[Mapping[str, Any]], slot: str) -> list[dict[str, Any]]:
    """Return the steps of a slot as the page tells them; a rest is told by the title, not as a step."""
    ticked = visit.me.ticked(visit.today)
    return [row(visit, step, slot, ticked) for step in steps if step["step"] != REST]


def row(visit: Visit, step: Mapping[str, Any], slot: str, ticked: set[tuple[str, str, str]]) -> dict[str, Any]:
    """Return one step: the text that tells it, its values, and whether it is ticked."""
    product = str(step.get("product") or "")
    if product and step["step"] in BASE_CARE and put_aside(visit, product):
        product = ""  # base care never names what the shelf says to swap or stop
    texts = visit.look.texts
    key = f"step.{step['step']}"
    if slot == "pm" and f"{key}_pm" in texts:
        key = f"{key}_pm"
    if product and f"{key}_product" in texts:
        key = f"{key}_product"
    return {
        **step,
        "product": product or None,
        "key": key,
        "name": visit.name_of(product or str(step.get("about") or "")),
        "zones_say": zones_say(visit, step.get("zones") or []),
        "ticked": (slot, str(step["step"]), product) in ticked,
        "slot": slot,
        "active": step["step"] in ACTIVE,
        **reasons_of(visit, step.get("reasons") or []),
    }


def zones_say(visit: Visit, zones: Sequence[str]) -> str:
    """Return the places of a step in words, with a capital letter."""
    texts = visit.look.texts
    if list(zones) == ["face"] or not zones:
        says = texts.get("zone.face").says
    else:
        places = ", ".join(texts.get(f"zone.{zone}").says for zone in zones if f"zone.{zone}" in texts)
        says = texts.get("zone.only", places=places).says
    return says[:1].upper() + says[1:]


def spot_test(visit: Visit, day: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the spot test that is on: its product, whether its nights are done, and when the face may follow.

    A night of testing is ticked without its product: a tick of a product is a use on the face.
    """
    most = visit.look.knowledge.safety.limits.spot_test_nights
    ask = len(visit.me.test_nights - {visit.today}) >= most  # the day after its last night, so that it had time to show
    product = _tested(day, found, ask=ask)
    if not product:
        return None
    return {
        "product": product,
        "name": visit.name_of(product),
        "nights": most,
        "ask": ask,
        "first": _first_night(visit, found, product),
    }


def _first_night(visit: Visit, found: Mapping[str, Any], product: str) -> str | None:
    """Return the first night on the face if the rest of the test stays calm; None when the plan has none.

    The plan itself knows of no passed test and puts that night off day by day; what it puts off for another
    reason stays as it says.
    """
    limits = visit.look.knowledge.safety.limits
    days = (date.fromisoformat(d["date"]) for d in found["days"] for s in d["pm"] if _is_on_face(s, product))
    planned = next(days, None)
    if planned is None:
        return None
    left = limits.spot_test_nights - len(visit.me.test_nights - {visit.today})
    tested = visit.today + timedelta(days=left + limits.spot_test_to_days)
    untested = visit.today + timedelta(days=limits.spot_test_from_days)
    return visit.date(planned if planned > untested else tested)


def _is_on_face(step: Mapping[str, Any], product: str) -> bool:
    return step["step"] in ACTIVE and step["product"] == product


def _tested(day: Mapping[str, Any], found: Mapping[str, Any], *, ask: bool) -> str:
    """Return the shelf id under test: tonight's; or, when only its result is missing, the one the plan waits for."""
    on = [spoken_of(step) for step in day["pm"] if step["step"] == SPOT]
    waiting = [str(p) for hold in found["holds"] if ask and hold["reason"] == SPOT_RULE for p in hold["products"]]
    return next((ident for ident in (*on, *waiting) if ident), "")


def tick(visit: Visit) -> Reply:
    """Keep a tick, an untick, or all ticks of an evening."""
    request = visit.request
    day = _today(visit)
    slot = request.one("slot") if request.one("slot") in SLOTS else "pm"
    rows = rows_of(visit, day[slot], slot)
    choice = request.one("choice")
    if choice == "all":
        entries = [_entry(DONE, r) for r in rows if not r["ticked"]]
        return visit.go("/tonight", *visit.keep(visit.me, *plan_in_hand(visit), *entries))
    wanted = [r for r in rows if f"{r['step']}:{r['product'] or ''}" == request.one("row")]
    if choice not in {DONE, UNDO} or not wanted or wanted[0]["ticked"] == (choice == DONE):
        return visit.go("/tonight")
    return visit.go("/tonight", *visit.keep(visit.me, *plan_in_hand(visit), _entry(choice, wanted[0])))


def _entry(kind: str, row: Mapping[str, Any]) -> tuple[str, Mapping[str, object]]:
    body = {"slot": row["slot"], "step": row["step"]}
    return kind, {**body, "product": row["product"]} if row["product"] else body


def skip(visit: Visit) -> Reply:
    """Say that one night off does no harm; nothing is kept, a missing tick says it already."""
    return visit.page("skipped.html", back="/tonight")


def stings(visit: Visit) -> Reply:
    """Ask how bad it is; the answer is a check-in and changes the plan."""
    if not visit.is_post:
        return visit.page("stings.html", levels=LEVELS, back="/tonight")
    level = request_level(visit)
    if level is None:
        return visit.go("/stings")
    return visit.go("/stings/done", *visit.keep(visit.me, ("check_in", {"irritation": level, "flags": []})))


def request_level(visit: Visit) -> int | None:
    """Return the level that was tapped, or None."""
    return next((n for n in LEVELS if str(n) == visit.request.one("choice")), None)


def stung(visit: Visit) -> Reply:
    """Say what changes now."""
    checked = visit.me.of("check_in")
    level = checked[-1].body.get("irritation") if checked else None
    if level not in LEVELS:
        return visit.go("/stings")
    return visit.page("stung.html", level=str(level), back="/tonight")


def spot(visit: Visit) -> Reply:
    """Keep how a spot test went."""
    product, result = visit.request.one("product"), visit.request.one("choice")
    known = {str(item["id"]) for item in visit.shelf}
    if product not in known or result not in {"ok", "reacted"}:
        return visit.go("/tonight")
    event = ("spot_test", {"product": product, "result": result})
    return visit.go("/spot/done", *visit.keep(visit.me, event))


def spotted(visit: Visit) -> Reply:
    """Say what a spot test means for the plan."""
    tests = visit.me.of("spot_test")
    if not tests:
        return visit.go("/tonight")
    return visit.page("spotted.html", calm=tests[-1].body.get("result") == "ok", back="/tonight")
