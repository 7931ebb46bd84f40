"""Check a product: paste the label, say where and whether it stays on, and read the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from milium.domain import gtin
from milium.errors import BadInput
from milium.pages.issues import plain_issues
from milium.pages.journal import Journal
from milium.pages.messages import BAD_REQUEST, TOO_LARGE, Reply
from milium.pages.visit import Visit

MOST_SIGNS = 20_000  # longer than any label; a paste beyond it is a whole page, not a list
OF_THE_BUMPS = ("answers", "bump_sites", "bumps_since", "started")
MOST_NAME, MOST_GTIN = 120, 40
WHERE, USE = ("face", "around_eye", "lips", "hair", "body"), ("leave_on", "rinse_off")
KEEP, TOOL, TIME = "keep", "tool", ("time.before", "time.after")
PREGNANCY = ("no", "yes", "trying", "unsure")
ASK_PREGNANCY = ("retinoid", "bha")  # families whose verdict changes in pregnancy


@dataclass(frozen=True, slots=True)
class Entry:
    """What the form says about a product."""

    label: str
    name: str
    where: str
    use: str
    strength: Mapping[str, float] = field(default_factory=dict)
    pregnancy: str = ""
    gtin: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return it as a row for care's audit."""
        row: dict[str, Any] = {"text": self.label, "name": self.name, "where": self.where, "use": self.use}
        return {**row, "strength_pct": dict(self.strength)} if self.strength else row

    def as_fields(self) -> list[tuple[str, str]]:
        """Return it as hidden fields of the next form."""
        rows = [("label", self.label), ("name", self.name), ("where", self.where), ("use", self.use)]
        rows += [(f"pct {name}", f"{value:g}") for name, value in self.strength.items()]
        rows += [("gtin", self.gtin)] if self.gtin else []
        return [*rows, ("pregnancy", self.pregnancy)] if self.pregnancy else rows


def check(visit: Visit) -> Reply:
    """Show the form, or read the label and answer."""
    if not visit.is_post:
        return _form(visit, Entry("", "", "around_eye" if visit.rest == "eye" else "", ""))
    entry = entry_of(visit)
    if visit.request.one("choice") == "correct":
        return _form(visit, entry)
    entry, problem = _by_barcode(visit, entry)
    if problem:
        return _form(visit, entry, problem)
    if len(entry.label) > MOST_SIGNS:
        kept = Entry("", entry.name, entry.where, entry.use)
        return _form(
            visit, kept, "ui.product.too_long", TOO_LARGE, length=f"{len(entry.label):,}", most=f"{MOST_SIGNS:,}"
        )
    tool = not entry.label.strip() and is_tool(visit, entry)
    if tool and entry.use not in USE:
        entry = replace(entry, use=USE[0])
    for problem, missing in (
        ("ui.product.no_label", not entry.label.strip() and not tool),
        ("ui.product.pick_where", entry.where not in WHERE),
        ("ui.product.pick_use", entry.use not in USE),
    ):
        if missing:
            return _form(visit, entry, problem)
    return _answer(visit, entry)


def is_tool(visit: Visit, entry: Entry) -> bool:
    """Tell whether the name is that of a thing without a label (a brush, a razor)."""
    return bool(entry.name) and TOOL in visit.care.audit({"text": "", "name": entry.name})["roles"]


def _by_barcode(visit: Visit, entry: Entry) -> tuple[Entry, str | None]:
    """Fill in a product by its barcode where no label was given; return what is wrong with it, too."""
    if not entry.gtin:
        return entry, None
    try:
        code = gtin.normal(entry.gtin)
    except BadInput:
        return entry, "ui.item.gtin_bad"
    if entry.label.strip():
        return replace(entry, gtin=code), None
    person = person_of(visit.me, entry.pregnancy)
    known = visit.care.by_barcode({"gtin": code, **({"person": person} if person else {})})
    if known is None:
        return entry, None if is_tool(visit, entry) else "ui.item.gtin_unknown"
    name = entry.name or str(known.get("name") or "")[:MOST_NAME]
    return replace(entry, gtin=code, label=str(known.get("text") or ""), name=name), None


def entry_of(visit: Visit) -> Entry:
    """Return what the form says; a strength that is no number is left out and asked again."""
    request = visit.request
    strength = {}
    for name in request.form:
        if name.startswith("pct "):
            value = number_of(request.one(name))
            if value is not None:
                strength[name.removeprefix("pct ")] = value
    pregnancy = request.one("pregnancy")
    return Entry(
        request.text("label"),
        request.one("name")[:MOST_NAME],
        request.one("where"),
        request.one("use"),
        strength,
        pregnancy if pregnancy in PREGNANCY else "",
        request.one("gtin")[:MOST_GTIN],
    )


def number_of(text: str) -> float | None:
    """Return a number as people type it ("0,5", "8 %"), or None."""
    try:
        value = float(text.replace("%", "").replace(",", ".").strip())
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None  # noqa: PLR2004  (a share in percent)


def _form(visit: Visit, entry: Entry, problem: str | None = None, status: int = BAD_REQUEST, **values: Any) -> Reply:
    return visit.page(
        "product_form.html",
        status=status if problem else 200,
        entry=entry,
        where=WHERE,
        use=USE,
        problem=problem,
        values=values,
        back="/",
    )


def person_of(journal: Journal, pregnancy: str) -> dict[str, Any] | None:
    """Return the person a verdict is for, or None when nothing is known about anybody."""
    case = journal.case
    profile = {**journal.profile, **({"pregnancy": pregnancy} if pregnancy else {})}
    if not case["answers"].get("site") and not profile:
        return None
    # The product itself is judged, not the rest of the shelf: its log would only cost time.
    keep: dict[str, Any] = {
        key: case[key] for key in ("answers", "bump_sites", "bumps_since", "started") if key in case
    }
    return {**keep, "today": case["today"], "profile": profile, "log": shelf_log(case)}


def shelf_log(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the log's entries about products."""
    return [entry for entry in case["log"] if entry["kind"] in {"product_added", "product_removed"}]


def _answer(visit: Visit, entry: Entry) -> Reply:
    journal = visit.me
    person = person_of(journal, entry.pregnancy)
    found: dict[str, Any] = visit.care.audit({**entry.as_row(), **({"person": person} if person else {})})
    if not found["has_list"] and TOOL not in found["roles"]:
        return visit.page("product_no_list.html", entry=entry, holds=found.get("holds") or [], back="/product")
    asks = [family for family in ASK_PREGNANCY if family in families_of(found)]
    if asks and not entry.pregnancy and may_be_pregnant(journal):
        return visit.page("product_pregnancy.html", entry=entry, what=asks[0], options=PREGNANCY, back="/product")
    unknown_strength = [a["name"] for a in found["actives"] if a["strength_pct"] is None]
    main = [f for f in found["findings"] if f["verdict"] == found["verdict"] != KEEP or f["id"] in TIME]
    marked = pieces(entry.label, found["findings"])
    return visit.page(
        "product_answer.html",
        entry=entry,
        found=found,
        main=main or found["findings"][:1],
        verdict_facts=stands_on(found),
        notes=[f for f in found["findings"] if f not in main][0 if main else 1 :],
        ask_strength=unknown_strength if found["verdict"] == "ask" else [],
        pieces=marked,
        marked=any(word for _, word in marked),
        ingredients=len(found["ingredients"]),
        assumed=person is None,
        can_try=bool(visit.me.of("product_added")),
        issues=plain_issues(visit, found.get("issues") or []),
        back="/product",
    )


def stands_on(found: Mapping[str, Any]) -> list[str]:
    """Return the facts of the verdict: those of the findings that gave it, else all of the answer's."""
    own = [fact for finding in found["findings"] if finding["verdict"] == found["verdict"] for fact in finding["facts"]]
    return list(dict.fromkeys(own)) or list(found["facts"]) or ["step.audit"]


def families_of(found: Mapping[str, Any]) -> set[str]:
    """Return every family that has a member in the product, also below the line where it counts."""
    return {*found["families"], *(active["family"] for active in found["actives"])}


def may_be_pregnant(journal: Journal) -> bool:
    """Tell whether to ask: not when it was answered, nor where the age rules it out."""
    young = {"newborn_0_28d", "infant_1_12m", "child_1_11y", "older_65plus"}
    return "pregnancy" not in journal.profile and journal.answers.get("age") not in young


def pieces(label: str, findings: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Cut the label where findings point: (text, verdict word or "") in order, covering all of it.

    Where findings overlap, the most careful one marks the words; findings come most careful first.
    """
    marks: list[tuple[int, int, str]] = []
    for finding in findings:
        for start, end in finding.get("spans") or []:
            free = all(end <= a or start >= b for a, b, _ in marks)
            if 0 <= start < end <= len(label) and free:
                marks.append((start, end, str(finding["verdict"])))
    out, at = [], 0
    for start, end, word in sorted(marks):
        out += [(label[at:start], ""), (label[start:end], word)]
        at = end
    return [(text, word) for text, word in [*out, (label[at:], "")] if text]
