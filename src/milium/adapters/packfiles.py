"""Find the knowledge on disk: the compiled JSON where it fits the sources, else the sources.

Sources are YAML (1.2 core) and CSV files in one folder per part. `_compiled` holds one JSON file
per part and `meta.json` with the hash of the sources it was made from; YAML is then never read.
Translations lie beside them (`locales`) and are read when their language is asked for.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milium.adapters.datadir import data_dir, spoken
from milium.domain.findings import Issue
from milium.errors import BadInput, KnowledgeMissing, MissingExtra
from milium.knowledge import Knowledge

if TYPE_CHECKING:
    from milium.knowledge.languages import Language, Translation

PACKS = Path(__file__).resolve().parent.parent / "packs"
PARTS = ("safety", "identify", "audit", "texts", "facts", "case", "track")
SUFFIXES = frozenset({".yaml", ".csv"})
INVENTORY, OWN_FILE = "audit/inventory.json", "inventory.json"
COMPILED, META, ABOUT = "_compiled", "meta.json", "pack.yaml"
ENGLISH = "en"  # the sources themselves; what only other languages need is imported for them alone
HASH_SHOWN = 16  # hexadecimal digits of the hash that answers carry


def read_yaml(text: str) -> Any:
    """Parse YAML 1.2 core text into plain data; raises `yaml.YAMLError`."""
    from milium.adapters.yaml_core import load

    return load(text)


def read_source(path: Path, name: str) -> Any:
    """Parse one pack file: YAML to its data, CSV to a list of rows (lists of text).

    Raises:
        KnowledgeMissing: The file cannot be read or parsed.
    """
    import csv
    import io

    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        return list(csv.reader(io.StringIO(text), strict=True)) if path.suffix == ".csv" else read_yaml(text)
    except (OSError, ValueError, RecursionError, csv.Error, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"packs/{name} line {mark.line + 1}" if mark else f"packs/{name}"
        reason = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise KnowledgeMissing(f"cannot be read: {reason}.", where=place, fix="Restore the file.") from error


def load_part(part: str, packs: Path = PACKS) -> Mapping[str, Any]:
    """Parse every source file of one part.

    Raises:
        KnowledgeMissing: There is no such part, or one of its files cannot be read.
    """
    return {name: read_source(packs / name, name) for name in _names(packs, part)}


def load_all(packs: Path = PACKS) -> tuple[dict[str, dict[str, Any]], list[Issue]]:
    """Parse every source file; return part -> path -> data of those that could be read, and what could not."""
    parts: dict[str, dict[str, Any]] = {}
    issues: list[Issue] = []
    for part in PARTS:
        parts[part] = {}
        for name in _names(packs, part):
            try:
                parts[part][name] = read_source(packs / name, name)
            except KnowledgeMissing as error:
                issues.append(Issue(error.where, error.problem, error.fix))
    return parts, issues


def check(packs: Path = PACKS) -> list[Issue]:
    """Return every problem of the packs at once: unreadable files, what `check_packs` finds, and the translations."""
    from milium.adapters import locales
    from milium.knowledge.check import check_packs

    parts, issues = load_all(packs)
    issues += check_packs(parts)
    try:
        return issues + [one for code in locales.codes(packs) for one in locales.issues(code, packs, parts)]
    except MissingExtra as error:
        sys.stderr.write(f"milium: the translations were not checked. {error}\n")
        return issues


def review_notes(today: date, packs: Path = PACKS) -> list[Issue]:
    """Return what a reviewer still has to do: no fault of the packs, and said all the same."""
    from milium.knowledge.check import review_notes as notes_of

    return notes_of(load_all(packs)[0], today)


def pack_hash(packs: Path = PACKS) -> str:
    """Return the hash over names and bytes of all source files, in hexadecimal."""
    digest = hashlib.sha256()
    for name in sorted([ABOUT, *(name for part in PARTS for name in _names(packs, part))]):
        path = packs / name
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def compile_packs(out: Path, packs: Path = PACKS) -> None:
    """Write one JSON file per part and `meta.json` into the folder `out`.

    Raises:
        KnowledgeMissing: A source cannot be read, or holds what JSON cannot (not a number, infinity).
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / META).unlink(missing_ok=True)  # half a compilation is none
    parts = {part: load_part(part, packs) for part in PARTS}
    for part, files in parts.items():
        _write(out / f"{part}.json", files, f"packs/{part}")
    digest = pack_hash(packs)
    spoken_here = _compile_languages(out, packs, digest, parts)
    _write(out / META, {"hash": digest, **_about(packs), "languages": spoken_here}, f"packs/{ABOUT}")


def _compile_languages(out: Path, packs: Path, digest: str, parts: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Write every translation and return code, name, direction of each; none, which is said, where polib is absent."""
    from milium.adapters import locales

    found = []
    try:
        for code in locales.codes(packs):
            data = locales.compiled(code, packs, digest, parts)
            _write(out / locales.compiled_name(code), data, f"packs/{locales.FOLDER}")
            found.append([data["code"], data["name"], data["direction"]])
    except MissingExtra as error:
        sys.stderr.write(f"milium: English alone was compiled. {error}\n")
    return found


def open_knowledge(packs: Path = PACKS, own: Path | None = None, language: str = ENGLISH) -> Knowledge:
    """Return the knowledge in the folder `packs`; said on standard error when its compiled form does not fit.

    Args:
        packs: Folder of the packs.
        own: The person's data folder: an EU inventory that was imported there is read with the audit.
        language: Code of the language of its words.

    Raises:
        BadInput: The packs do not speak that language.
    """
    digest = pack_hash(packs)
    meta = _read_json(packs / COMPILED / META)
    fits = isinstance(meta, dict) and meta.get("hash") == digest
    if not fits:
        sys.stderr.write("milium: the compiled packs do not fit their sources, so the sources are read.\n")
    about = meta if isinstance(meta, dict) and fits else _about(packs)

    def load(part: str) -> Mapping[str, Any]:
        data = _read_json(packs / COMPILED / f"{part}.json") if fits else None
        files = data if isinstance(data, dict) else load_part(part, packs)
        return {**files, INVENTORY: inventory} if part == "audit" and inventory else files

    inventory = _inventory(own, digest)
    return Knowledge(
        load,
        version=about["version"],
        digest=digest[:HASH_SHOWN],
        reviewed=about["reviewed"],
        inventory=str(inventory.get("digest")) if inventory else None,
        translation=_translation(language, packs, digest),
    )


def languages(packs: Path = PACKS) -> "tuple[Language, ...]":
    """Return the languages that can be chosen, English first."""
    from milium.knowledge.languages import ENGLISH, Language

    meta = _read_json(packs / COMPILED / META)
    rows = meta.get("languages") if isinstance(meta, dict) else None
    return (ENGLISH, *(Language(*row) for row in rows or ()))


def _translation(code: str, packs: Path, digest: str) -> "Translation | None":
    """Return the words of a language; None for English."""
    if code == ENGLISH:
        return None
    from milium.adapters import locales
    from milium.knowledge.languages import translation

    known = (ENGLISH, *locales.codes(packs), *(one.code for one in languages(packs)))
    if code not in known:
        fix = f"There is {', '.join(dict.fromkeys(known))}."
        raise BadInput(f'"{code}" is no language of the packs.', where="language", fix=fix)
    data = locales.read_compiled(code, packs, digest, packs / COMPILED)
    if data is None:
        sys.stderr.write("milium: the compiled words do not fit, so the translation itself is read.\n")
        data = locales.compiled(code, packs, digest, {part: load_part(part, packs) for part in PARTS})
    return translation(data)


def ready_inventory(data: Mapping[str, Any], packs: Path = PACKS) -> dict[str, Any]:
    """Return an imported inventory with its names classed for this pack, so that a start need not do it."""
    from milium.knowledge.inventory import READY, inventory_rows
    from milium.knowledge.naming import FORMS, TABLE, build_forms

    files, issues = load_part("audit", packs), list[Issue]()
    plain = {key: value for key, value in data.items() if key != READY}
    rows = inventory_rows({**files, INVENTORY: plain}, files[TABLE][1:], build_forms(files.get(FORMS), issues), issues)
    return {**plain, READY: rows, "rows_of": pack_hash(packs)}


def _inventory(own: Path | None, digest: str) -> dict[str, Any] | None:
    """Return the imported inventory; one that cannot be read is said and left out: its names stay unknown.

    Names classed for another pack are classed anew.
    """
    if own is None or not (own / OWN_FILE).is_file():
        return None
    data = _read_json(own / OWN_FILE)
    if not isinstance(data, dict):
        sys.stderr.write(f"milium: {own / OWN_FILE} cannot be read and is left out. Import the inventory again.\n")
        return None
    return data if data.get("rows_of") == digest else {key: value for key, value in data.items() if key != "rows"}


def load_knowledge(language: str | None = None) -> Knowledge:
    """Return the knowledge of the installed pack, with what the person imported.

    Args:
        language: Code of the language of its words; None = the one of this process.
    """
    return _loaded(language or spoken())


@cache
def _loaded(language: str) -> Knowledge:
    return open_knowledge(own=data_dir(), language=language)


def _names(packs: Path, part: str) -> list[str]:
    folder = packs / part
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(f"{part}/{path.name}" for path in found if path.suffix in SUFFIXES)


def _about(packs: Path) -> dict[str, Any]:
    """Return version and review of the pack; "unreadable" and none when its file is broken."""
    try:
        data = read_source(packs / ABOUT, ABOUT)
    except KnowledgeMissing:
        data = None
    about = data if isinstance(data, dict) else {}
    version, reviewed = about.get("version"), about.get("reviewed")
    return {
        "version": version if isinstance(version, str) else "unreadable",
        "reviewed": reviewed if isinstance(reviewed, dict) else None,
    }


def _write(path: Path, data: object, where: str) -> None:
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise KnowledgeMissing(f"cannot be compiled: {error}.", where=where, fix="Run milium packs check.") from error
    path.write_text(text, encoding="utf-8")


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
