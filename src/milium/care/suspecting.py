"""Which of my creams? The answer in words: suspects in time order, one change, and the date of the next count."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from milium.care.answers import finish, knowledge_hold
from milium.care.audits import judged_person
from milium.care.desk import Desk
from milium.care.telling import Telling, name_of
from milium.domain.case import Case
from milium.domain.label import Product
from milium.domain.suspects import NoSuspect, Onset, Suspect
from milium.domain.texts import value_in_words
from milium.domain.verdict import Person
from milium.engine.audit import is_baby, only_sunscreen, suspects
from milium.engine.audit.evidence import plain_name
from milium.errors import KnowledgeMissing

if TYPE_CHECKING:
    from milium.care.cases import CaseReading

Row = dict[str, Any]
PROPOSED, RUNNING, COUNT_NOW = "proposed", "running", "count_now"
UNREAD = ("no_list", "no_order")  # reasons that clear nothing: we cannot tell


def suspected(desk: Desk, data: Mapping[str, object], today: date | None) -> Row:
    """Answer "which of my creams?" for a case.

    Raises:
        BadInput: The case or its date cannot be read at all.
    """
    reading = desk.read(data, today)
    try:
        answer = _Teller(desk, reading).answer()
    except KnowledgeMissing as error:
        hold, issue = knowledge_hold(desk.knowledge, error)
        empty: Row = {
            "suspects": [],
            "others": [],
            "change": None,
            "onset": None,
            "says": [],
            "holds": [hold.as_data()],
        }
        return finish(empty, desk.knowledge, facts=hold.facts, issues=[issue])
    return answer


class _Teller:
    """One answer in the making: keeps the facts of every sentence it tells."""

    def __init__(self, desk: Desk, reading: "CaseReading") -> None:
        self.desk, self.reading, self.case = desk, reading, reading.case
        self.facts = desk.knowledge.audit
        self.person: Person = judged_person(desk, reading)
        self.shelf = desk.shelf(self.case)
        self.telling = Telling(desk.knowledge)
        self.tell = self.telling.say

    def answer(self) -> Row:
        baby = is_baby(self.person, self.desk.knowledge.safety)
        found: Sequence[Suspect] = ()
        others: Sequence[NoSuspect] = ()
        if not baby:
            found, others = self._suspects(self.shelf)
        rows = [self._suspect(rank, one) for rank, one in enumerate(found, 1)]
        cleared = [self._other(one) for one in others]
        change = None if baby else self._change(found)
        return finish(
            {
                "suspects": rows,
                "others": cleared,
                "change": change,
                "onset": _onset_data(self.person.onset),
                "says": self._opening(found, others, baby=baby),
            },
            self.desk.knowledge,
            facts=self.telling.facts,
            issues=self.reading.issues,
        )

    def _suspects(self, shelf: Sequence[Product]) -> tuple[Sequence[Suspect], Sequence[NoSuspect]]:
        return suspects(shelf, self.person, self.person.onset, self.facts, self.desk.knowledge.safety)

    def _opening(self, found: Sequence[Suspect], others: Sequence[NoSuspect], *, baby: bool) -> list[Row]:
        if baby:
            return [self.tell("suspects.baby")]
        if not self.shelf:
            return [self.tell("suspects.empty")]
        first = self.tell("suspects.no_one_knows")
        unread = any(one.reason in UNREAD for one in others)
        return [first] if found else [self.tell("suspects.none_read" if unread else "suspects.none"), first]

    def _suspect(self, rank: int, one: Suspect) -> Row:
        item = one.product.item
        return {
            "rank": rank,
            **self._product(one.product, one.texture.word if one.texture else None),
            "texture_from": one.texture.basis if one.texture else None,
            "began": one.began,
            "why": one.why,
            "where": one.place,
            "where_from": "said" if item.where else ("name" if one.place else None),
            "sites": list(one.sites),
            "names": [i.name for i in one.on],
            "spans": [[i.start, i.end] for i in one.on],
            "says": self._reasons(one),
        }

    def _reasons(self, one: Suspect) -> list[Row]:
        names = self.telling.names(dict.fromkeys(plain_name(i.name, self.facts.judging) for i in one.on))
        told = [self._time(one), self.tell(f"suspects.why_{one.why}", names=names)]
        if one.sites:
            told.append(self.tell("suspects.here", sites=self.telling.names(self._site(s) for s in one.sites)))
        elif one.place is None:
            told.append(self.tell("suspects.place_unknown"))
        elif not self.person.bump_sites:
            told.append(self.tell("suspects.sites_unknown"))
        if one.texture:
            key = "said" if one.texture.basis == "said" else f"inferred_{one.texture.basis}"
            told.append(
                self.tell(
                    f"suspects.texture_{key}", texture=value_in_words(self.telling.knowledge.texts, one.texture.word)
                )
            )
        return told

    def _time(self, one: Suspect) -> Row:
        since, onset = one.product.item.used_since, self.person.onset
        if since is None:
            return self.tell("suspects.began_unknown")
        if onset is None:
            return self.tell("suspects.began_no_onset", since=self.telling.month(since))
        return self.tell(f"suspects.began_{one.began}", since=self.telling.month(since), came=self._came(onset))

    def _other(self, one: NoSuspect) -> Row:
        return {
            **self._product(one.product, one.texture.word if one.texture else None),
            "reason": one.reason,
            "says": [self.tell(f"suspects.cleared_{one.reason}")],
        }

    def _change(self, found: Sequence[Suspect]) -> Row | None:
        """Return the one change: the running one while it runs, else the first suspect."""
        if running := self._running():
            return running
        if not found:
            return None
        first, today = found[0], self.case.today
        name = name_of(first.product)
        recount = today + timedelta(days=self.facts.shelf.recount_days)
        told = [self.tell("suspects.change_after" if first.began == "after" else "suspects.change", product=name)]
        if only_sunscreen(first.product, self.shelf, self.facts.judging, self.desk.knowledge.safety):
            told.insert(0, self.tell("suspects.first_get"))
        told.append(self.tell("suspects.recount", date=self.telling.day(recount)))
        return _change_data(PROPOSED, first.product.item.id, today, recount, told)

    def _running(self) -> Row | None:
        """Return the change that is under way: a suspect that was taken off the shelf and not put back."""
        ever = {item.id: item for item in self.case.shelf_ever()}
        gone = sorted(((day, ident) for ident, day in _taken_off(self.case).items() if ident in ever), reverse=True)
        for since, ident in gone:
            product = self.desk.classed(ever[ident])
            recount = since + timedelta(days=self.facts.shelf.recount_days)
            counted = any(recount <= e.date for e in self.case.entries("count"))
            if not counted and self._suspects([product])[0]:
                return self._under_way(product, since, recount)
        return None

    def _under_way(self, product: Product, since: date, recount: date) -> Row:
        over = self.case.today >= recount
        values = {"product": name_of(product), "since": self.telling.day(since), "date": self.telling.day(recount)}
        told = self.tell("suspects.count_now" if over else "suspects.running", **values)
        return _change_data(COUNT_NOW if over else RUNNING, product.item.id, since, recount, [told])

    def _product(self, product: Product, texture: str | None) -> Row:
        since = product.item.used_since
        return {
            "product": product.item.id,
            "name": product.item.name or None,
            "used_since": since.isoformat() if since else None,
            "texture": texture,
        }

    def _site(self, site: str) -> str:
        question = self.desk.knowledge.identify.questions["site"]
        return next((a.says.lower() for a in question.answers if a.key == site), site.replace("_", " "))

    def _came(self, onset: Onset) -> str:
        words, last = self.facts.judging.words, self.telling.month(onset.latest)
        if onset.earliest is None:
            return words["came_before"].replace("{latest}", last)
        first = self.telling.month(onset.earliest)
        if first == last:
            return words["came_in"].replace("{latest}", last)
        return words["came_between"].replace("{earliest}", first).replace("{latest}", last)


def _change_data(status: str, product: str, since: date, recount: date, says: list[Row]) -> Row:
    dates = {"from": since.isoformat(), "recount": recount.isoformat()}
    return {"status": status, "product": product, **dates, "says": says}


def _onset_data(onset: Onset | None) -> Row | None:
    if onset is None:
        return None
    earliest = onset.earliest.isoformat() if onset.earliest else None
    return {"earliest": earliest, "latest": onset.latest.isoformat(), "said": onset.said}


def _taken_off(case: Case) -> dict[str, date]:
    """Return product -> the day it was taken off the shelf, for those that have not come back."""
    gone: dict[str, date] = {}
    for entry in case.log:
        if entry.kind == "product_removed":
            gone[str(entry.get("product"))] = entry.date
        elif entry.kind == "product_added":
            gone.pop(str(getattr(entry.get("item"), "id", None)), None)
    return gone
