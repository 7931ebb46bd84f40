"""Findings about thick films and blocked pores: two facts, never mixed (ingredients.md 2).

The film is physical and may say "swap". What papers found is told as worth a trial. What only
popular lists say is mentioned and changes nothing.
"""

from collections.abc import Iterator

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Ingredient, Reading
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen

HEAVY = "heavy"
ALL = 100.0  # per cent: a share whose bound says nothing


def film_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what the film, the papers and the lists say about a product that stays on the skin."""
    if not seen.stays_on:
        return
    heavy = heavy_films(seen.product.reading, seen.facts)
    if heavy:
        yield from _film(seen, heavy)
    elif seen.product.reading.alphabetical and (somewhere := [i for i in seen.listed if is_heavy(i, seen.facts)]):
        yield seen.finding("list.alphabetical", somewhere)
    if seen.may_touch_face:
        yield from _told(seen)
        yield from _studies(seen)
        yield from _lists(seen)


def heavy_films(reading: Reading, facts: JudgingFacts) -> tuple[Ingredient, ...]:
    """Return the heavy film formers among the first names, surely above 1 %, or possibly a lot.

    In an alphabetical list places say nothing; only stated or bounded shares count there.
    """
    first = facts.limits.film_first
    listed = (i for i in reading.ingredients if not i.may_contain)
    return tuple(
        one
        for place, one in enumerate(listed)
        if is_heavy(one, facts) and ((not reading.alphabetical and place < first) or _may_be_much(one, facts))
    )


def is_heavy(one: Ingredient, facts: JudgingFacts) -> bool:
    """Tell whether an ingredient leaves a thick film by itself."""
    return facts.film_of(one.name) == HEAVY


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
    told = seen.facts.labels.told
    for ident in dict.fromkeys(told[i.name] for i in seen.listed if i.name in told):
        yield seen.finding(ident, [i for i in seen.listed if told.get(i.name) == ident])


def _studies(seen: Seen) -> Iterator[Finding]:
    if strong := strong_in_studies(seen):
        yield seen.finding("studies.trial", strong)


def strong_in_studies(seen: Seen) -> tuple[Ingredient, ...]:
    """Return the early ingredients that blocked pores in first papers, when there are enough of them to tell."""
    if seen.product.reading.alphabetical or seen.product.item.prescribed is not None:
        return ()
    first = seen.listed[: seen.facts.limits.studies_first]
    strong = tuple(i for i in first if i.name in seen.facts.labels.strong_in_studies)
    return strong if len({i.name for i in strong}) >= seen.facts.limits.studies_at_least else ()


def _lists(seen: Seen) -> Iterator[Finding]:
    first = seen.listed[: seen.facts.limits.studies_first]
    named = [i for i in first if _only_listed(seen, i.name)]
    if named:
        yield seen.finding("lists.name_it", named)


def _only_listed(seen: Seen, name: str) -> bool:
    row = seen.facts.substances.get(name)
    if row is None or row.first_papers:
        return False
    return max(row.lists, default=0.0) >= seen.facts.limits.lists_grade
