"""Translations on disk: .po files beside the packs, compiled to one JSON file a language, read when it is chosen.

`polib` reads and writes .po files. It is needed to compile and to translate, not to run.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from milium.domain.findings import Issue
from milium.errors import KnowledgeMissing, MissingExtra
from milium.knowledge.languages import Language, Sentence, sentences
from milium.knowledge.wording import word_issues

if TYPE_CHECKING:
    from polib import POEntry, POFile

FOLDER = "locale"
DIRECTION, NAME = "X-Direction", "X-Name"
WIDTH = 110  # of the lines of a .po file


class Standing(NamedTuple):
    """How far a translation is.

    `missing`: ids without words. `stale`: ids whose English has changed since. `unknown`: ids that are gone.
    """

    done: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    unknown: tuple[str, ...]


def codes(packs: Path) -> tuple[str, ...]:
    """Return the codes of the languages that have a .po file."""
    return tuple(sorted(path.stem for path in (packs / FOLDER).glob("*.po")))


def compiled_name(code: str) -> str:
    """Return the name of a compiled translation."""
    return f"locale.{code}.json"


def fingerprint(code: str, packs: Path, digest: str) -> str:
    """Return what a compiled translation depends on: the packs and its own file."""
    path = packs / FOLDER / f"{code}.po"
    content = path.read_bytes() if path.is_file() else b""
    return hashlib.sha256(f"{digest}\0".encode() + content).hexdigest()


def compiled(code: str, packs: Path, digest: str, parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the compiled form of a translation: its language and the words of every sentence that has them.

    Raises:
        KnowledgeMissing: There is no such file, or it cannot be read.
        MissingExtra: polib is absent.
    """
    book = _book(packs / FOLDER / f"{code}.po")
    words = _words(book)
    says = {one.id: words[key] for one in english(parts) if (key := (one.id, one.says)) in words}
    language = _language(code, book)
    return {
        "code": language.code,
        "name": language.name,
        "direction": language.direction,
        "fits": fingerprint(code, packs, digest),
        "says": says,
    }


def english(parts: Mapping[str, Mapping[str, Any]]) -> Iterator[Sentence]:
    """Yield every sentence of the packs."""
    for part in parts.values():
        for path in sorted(part):
            yield from sentences(path, part[path])


def standing(code: str, packs: Path, parts: Mapping[str, Mapping[str, Any]]) -> Standing:
    """Return how far a translation is.

    Raises:
        KnowledgeMissing: There is no such file, or it cannot be read.
        MissingExtra: polib is absent.
    """
    book = _book(packs / FOLDER / f"{code}.po")
    words, held = _words(book), {entry.msgctxt for entry in book if not entry.obsolete and entry.msgstr}
    rows = {one.id: one.says for one in english(parts)}
    lacking = [name for name, says in rows.items() if (name, says) not in words]
    stale = tuple(name for name in lacking if name in held)
    return Standing(
        done=len(rows) - len(lacking),
        missing=tuple(name for name in lacking if name not in held),
        stale=stale,
        unknown=tuple(sorted(name for name in held if name not in rows)),
    )


def bring_up_to_date(code: str, packs: Path, parts: Mapping[str, Mapping[str, Any]]) -> Standing:
    """Write the .po file anew, every sentence in the order of the packs.

    Words of an older sentence are kept as fuzzy, words of sentences that are gone as obsolete: neither is
    used. Obsolete words are taken up again when their sentence comes back.

    Raises:
        KnowledgeMissing: The file cannot be read.
        MissingExtra: polib is absent.
    """
    path = packs / FOLDER / f"{code}.po"
    old, fresh = _book(path), _polib().POFile(wrapwidth=WIDTH)
    fresh.metadata, fresh.header = old.metadata, old.header
    exact = {(entry.msgctxt, entry.msgid): entry for entry in sorted(old, key=_is_current) if entry.msgstr}
    by_id = {entry.msgctxt: entry for entry in old if entry.msgstr and not entry.obsolete}
    ids = set()
    for one in english(parts):
        ids.add(one.id)
        fresh.append(_entry(one, exact.pop((one.id, one.says), None), by_id.get(one.id)))
    for entry in exact.values():
        if entry.obsolete or entry.msgctxt not in ids:
            entry.obsolete = True
            fresh.append(entry)
    fresh.save(str(path))
    return standing(code, packs, parts)


def _is_current(entry: "POEntry") -> bool:
    return not entry.obsolete


def _entry(one: Sentence, same: "POEntry | None", older: "POEntry | None") -> "POEntry":
    """Return the entry of a sentence with its words; with those of an older sentence as fuzzy; or with none."""
    entry: POEntry = _polib().POEntry(msgctxt=one.id, msgid=one.says)
    if same is not None:
        entry.msgstr, entry.flags, entry.tcomment = same.msgstr, same.flags, same.tcomment
        entry.previous_msgid = same.previous_msgid
    elif older is not None:
        entry.msgstr, entry.flags, entry.previous_msgid = older.msgstr, ["fuzzy"], older.msgid
    return entry


def issues(code: str, packs: Path, parts: Mapping[str, Mapping[str, Any]]) -> list[Issue]:
    """Return what is wrong in the words of a language: placeholders that differ, long sentences, claims.

    Raises:
        KnowledgeMissing: The file cannot be read.
        MissingExtra: polib is absent.
    """
    found: list[Issue] = []
    words = _words(_book(packs / FOLDER / f"{code}.po"))
    for one in english(parts):
        says = words.get((one.id, one.says))
        if says is not None:
            found.extend(word_issues(one, says, f"{FOLDER}/{code}.po {one.id}", code))
    return found


def read_compiled(code: str, packs: Path, digest: str, folder: Path) -> dict[str, Any] | None:
    """Return the compiled translation where it fits packs and .po file, else None."""
    try:
        data = json.loads((folder / compiled_name(code)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    fits = isinstance(data, dict) and data.get("fits") == fingerprint(code, packs, digest)
    return data if fits else None


def _words(book: "POFile") -> dict[tuple[str, str], str]:
    """Return (id, English) -> translated words; what is fuzzy or empty is not there."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr
        for entry in book
        if entry.msgstr and entry.msgctxt and not entry.obsolete and "fuzzy" not in entry.flags
    }


def _language(code: str, book: "POFile") -> Language:
    return Language(code, book.metadata.get(NAME, code), book.metadata.get(DIRECTION, "ltr"))


def _book(path: Path) -> "POFile":
    polib = _polib()
    if not path.is_file():
        raise KnowledgeMissing("there is no such language.", where=str(path), fix="Copy es.po and empty its words.")
    try:
        book: POFile = polib.pofile(str(path), wrapwidth=WIDTH, encoding="utf-8", check_for_duplicates=False)
    except (OSError, ValueError) as error:
        raise KnowledgeMissing(f"cannot be read: {error}.", where=str(path), fix="Mend that line.") from error
    return book


def _polib() -> Any:
    try:
        import polib
    except ModuleNotFoundError:
        raise MissingExtra(
            "reading a .po file needs polib, which is not installed.",
            where=f"packs/{FOLDER}",
            fix="Run pip install polib, or make setup in a copy of the repository.",
        ) from None
    return polib
