"""Findings about thick films and blocked pores: two facts, never mixed (ingredients.md 2).

The film is physical and may say "swap". What papers found is told as worth a trial. What only
popular lists say is mentioned and changes nothing.
"""

from collections.abc import Iterator

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Ingredient
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.marks import HEAVY, LISTED, STUDIED, TOLD, Marked

ALL = 100.0  # per cent: a share whose bound says nothing


def film_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what the film, the papers and the lists say about a product that stays on the skin."""
    if not seen.stays_on:
        return
    heavy = heavy_films(seen.label, seen.facts)
    if heavy:
        yield from _film(seen, heavy)
    elif seen.product.reading.alphabetical and (somewhere := seen.label.those(HEAVY)):
        yield seen.finding("list.alphabetical", somewhere)
    if seen.may_touch_face:
        yield from _told(seen)
        yield from _studies(seen)
        yield from _lists(seen)


def heavy_films(label: Marked, facts: JudgingFacts) -> tuple[Ingredient, ...]:
    """Return the heavy film formers among the first names, surely above 1 %, or possibly a lot.

    In an alphabetical list places say nothing; only stated or bounded shares count there.
    """
    if not label.any & HEAVY:
        return ()
    first = 0 if label.reading.alphabetical else facts.limits.film_first
    return tuple(
        one
        for place, (one, mark) in enumerate(zip(label.listed, label.marks, strict=True))
        if mark & HEAVY and (place < first or _may_be_much(one, facts))
    )


def _may_be_much(one: Ingredient, facts: JudgingFacts) -> bool:
    limits, share = facts.limits, one.percent
    if share.declared is not None:
        return share.declared >= limits.one_percent
    # A bound of 100 % was never worked out: it tells nothing about this name.
    return share.low >= limits.one_percent or limits.possible_pct <= share.high < ALL


def _film(seen: Seen, heavy: tuple[Ingredient, ...]) -> Iterator[Finding]:
    if seen.product.item.prescribed is not None:
        yield seen.finding("film.prescribed", heavy)
        return
    labels, sites = seen.facts.labels, seen.person.bump_sites
    reach = labels.reach.get(seen.place or "")
    if reach is not None and sites and not set(reach) & set(sites):
        yield seen.finding("film.elsewhere", heavy)
        return
    if not sites and not seen.may_touch_face:
        return
    yield seen.finding("film.heavy", heavy)
    if reach is None:
        yield seen.finding("film.where_unknown")
    if not sites:
        yield seen.finding("film.sites_unknown")


def _told(seen: Seen) -> Iterator[Finding]:
    """Tell the famous ones as they are, wherever they stand: popular advice warns, the studies disagree."""
    told, famous = seen.facts.labels.told, seen.label.those(TOLD)
    for ident in dict.fromkeys(told[i.name] for i in famous):
        yield seen.finding(ident, [i for i in famous if told[i.name] == ident])


def _studies(seen: Seen) -> Iterator[Finding]:
    if strong := strong_in_studies(seen):
        yield seen.finding("studies.trial", strong)


def strong_in_studies(seen: Seen) -> tuple[Ingredient, ...]:
    """Return the early ingredients that blocked pores in first papers, when there are enough of them to tell."""
    if seen.product.reading.alphabetical or seen.product.item.prescribed is not None:
        return ()
    strong = _early(seen, STUDIED)
    return strong if len({i.name for i in strong}) >= seen.facts.limits.studies_at_least else ()


def _lists(seen: Seen) -> Iterator[Finding]:
    if named := _early(seen, LISTED):
        yield seen.finding("lists.name_it", named)


def _early(seen: Seen, mark: int) -> tuple[Ingredient, ...]:
    """Return the ingredients with a mark among those that papers and lists are asked about."""
    if not seen.label.any & mark:
        return ()
    first = seen.facts.limits.studies_first
    return tuple(one for one, its in zip(seen.listed[:first], seen.label.marks, strict=False) if its & mark)
