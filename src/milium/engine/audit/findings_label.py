"""Findings about the label itself: no list, unread names, guesses, perfume, claims."""

from collections.abc import Iterator

from milium.domain.label import ActiveFound
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.marks import ALLERGEN, FRAGRANCE, active_of
from milium.engine.audit.roles import is_tool
from milium.engine.audit.wording import find_word, fold, may_hold

SWALLOWED = "list.swallowed"


def label_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what the text shows or fails to show, whoever the person is."""
    if (word := swallowed_word(seen)) is not None:
        yield seen.claim(SWALLOWED, word)
    elif not seen.product.reading.has_list and not is_tool(seen.product):
        yield seen.finding("list.none")
    yield from _unread(seen)
    yield from _guesses(seen)


def swallowed_word(seen: Seen) -> str | None:
    """Return the words that say the product is eaten or swallowed, or None."""
    if not seen.says_phrases:
        return None
    return find_word(fold(seen.product.reading.text), seen.facts.labels.swallowed)


def maybe_actives(seen: Seen) -> tuple[ActiveFound, ...]:
    """Return the actives that only an unread or guessed name suggests."""
    if not seen.product.actives:
        return ()
    families = seen.facts.active_words.families  # "AHA 8 %" stands for the family itself: no guess
    return tuple(
        a
        for a in seen.product.actives
        if a.name.lower() not in families and active_of(a.name, seen.facts, seen.safety) is None
    )


def unread_values(seen: Seen) -> dict[str, str]:
    """Return how many names were not read, and how many there are."""
    reading = seen.product.reading
    return {"unread": str(len(reading.unknown)), "total": str(len(reading.ingredients))}


def _unread(seen: Seen) -> Iterator[Finding]:
    reading = seen.product.reading
    if "unknown" in seen.label.hows:
        unread = [i for i in reading.ingredients if i.how == "unknown"]
        share = len(unread) / len(reading.ingredients)
        mostly = share >= seen.facts.limits.unread_share_asks
        yield seen.finding("list.mostly_unread" if mostly else "list.unread", unread, **unread_values(seen))


def _guesses(seen: Seen) -> Iterator[Finding]:
    for maybe in maybe_actives(seen):
        yield seen.about("list.lookalike", [maybe])
    if "spelling" not in seen.label.hows or not seen.product.actives:
        return
    guessed = [
        i
        for i in seen.product.reading.ingredients
        if i.how == "spelling" and active_of(i.name, seen.facts, seen.safety) and _matters(seen, i.name)
    ]
    if guessed:
        yield seen.finding("list.guess", guessed)


def _matters(seen: Seen, name: str) -> bool:
    # A misspelt pH adjuster changes nothing; a misspelt retinoid or an acid that counts does.
    return any(a.name == name and (a.counts or a.family == "retinoid") for a in seen.product.actives)


def note_findings(seen: Seen) -> Iterator[Finding]:
    """Yield the calm notes that stand last: perfume, and what the pack claims."""
    allergens = seen.label.those(ALLERGEN)
    perfume = [i for i in seen.label.those(FRAGRANCE) if i not in allergens]
    if perfume:
        yield seen.finding("fragrance.note", perfume)
    if allergens:
        yield seen.finding("fragrance.allergen", allergens, count=str(len({i.name for i in allergens})))
    yield from _claims(seen)


def _claims(seen: Seen) -> Iterator[Finding]:
    """Tell the claims of the maker as claims: they change nothing."""
    if not seen.says_phrases:
        return
    labels = seen.facts.labels
    folded = fold(f"{seen.product.item.name} {seen.product.reading.text}")
    for ident, phrases in {"claim.non_comedogenic": labels.non_comedogenic, **labels.claims}.items():
        if may_hold(folded, phrases) and (word := find_word(folded, phrases)):
            yield seen.claim(ident, word)
