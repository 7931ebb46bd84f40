"""`milium suspects`, `shelf` and `compare` for people: the answer first, its reasons under it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from milium.care.suspecting import UNREAD
from milium.cli.view_bump import held
from milium.cli.words import Words, table, wrapped

Row = Mapping[str, Any]
INDENT = " " * 4


def suspected(answer: Row, _about: Row, words: Words) -> Iterator[str]:
    """Yield the suspects in time order, the one change, and the products that are none."""
    yield from held(answer)
    yield from _told(answer["says"])
    for one in answer["suspects"]:
        yield from wrapped(f"{one['rank']}. {_name(one)}")
        yield from _told(one["says"], INDENT)
    if answer["change"]:
        yield ""
        yield from _told(answer["change"]["says"])
    unread = [one for one in answer["others"] if one["reason"] in UNREAD]
    cleared = [one for one in answer["others"] if one["reason"] not in UNREAD]
    for title, group in (("cannot_tell", unread), ("no_suspects", cleared)):
        if group:
            yield ""
            yield words.here(title)
        for one in group:
            yield from wrapped(f"{_name(one)}: {' '.join(s['says'] for s in one['says'])}", "  - ")


def shelf(answer: Row, _about: Row, words: Words) -> Iterator[str]:
    """Yield the roles and who fills them, doubles, the products; with one more, first what it would change."""
    yield from held(answer)
    if "added" in answer:
        yield from _added(answer, words)
        answer = answer["shelf"]
        yield from ("", words.here("shelf_with_it"))
    names = {one["product"]: _name(one) for one in answer["products"]}
    for role in answer["roles"]:
        filled = ", ".join(names[ident] for ident in role["filled_by"])
        yield from wrapped(f"{role['says']}: {filled or '-'}")
        yield from _told([*role["not_yet"], *role["missing"]], INDENT)
    yield from _told([*answer["doubles"], *answer["says"]])
    if answer["products"]:
        yield ""
        yield from table((_word(o, words), _name(o), o["because"] or "") for o in answer["products"])


def _added(answer: Row, words: Words) -> Iterator[str]:
    added = answer["added"]
    yield f"{_word(added, words):<4}  {_name(added)}"
    for finding in added["findings"]:
        if finding["verdict"] == added["verdict"] != "keep":
            yield from wrapped(" ".join(finding[key] for key in ("says", "do") if finding[key]), INDENT)
    yield from _told(answer["says"])
    reasons = dict.fromkeys(hold["says"] for hold in answer["plan"]["holds"])
    for says in reasons:
        yield from wrapped(says, INDENT)


def side_by_side(answer: Row, _about: Row, words: Words) -> Iterator[str]:
    """Yield two products as two columns, then what can be said of both."""
    yield from held(answer)
    if not answer["products"]:
        return
    one, two = answer["products"]
    rows: list[tuple[str, ...]] = [("", one["name"], two["name"])]
    rows.append((words.here("row_answer"), *(_word(p, words) for p in (one, two))))
    for row in answer["rows"]:
        rows.append((words.here(f"row_{row['what']}"), *(_shown(value, words) for value in row["values"])))
    yield from table(rows)
    yield ""
    yield from _told(answer["says"])
    for product in (one, two):
        if product["only"]:
            yield from wrapped(words.here("only_in", product=product["name"], names=", ".join(product["only"])))


def _shown(value: object, words: Words) -> str:
    if value is None:
        return words.here("not_known")
    if isinstance(value, bool):
        return words.here("yes" if value else "no")
    if isinstance(value, Mapping):
        known = [f"{name} {pct:g} %" if pct is not None else f"{name} ?" for name, pct in value.items()]
        return ", ".join(known) or words.here("none")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(words.value, value)) or words.here("none")
    return f"{value:g}" if isinstance(value, float) else words.value(value)


def _told(sentences: Iterable[Row], indent: str = "") -> Iterator[str]:
    for sentence in sentences:
        yield from wrapped(str(sentence["says"]), indent)


def _word(one: Row, words: Words) -> str:
    return words.say(f"ui.product.word_{one['verdict']}")


def _name(one: Row) -> str:
    return str(one["name"] or one["product"])
