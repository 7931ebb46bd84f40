"""Byte strings that look a little like labels: real ones damaged, spliced and cut, and pieces in any order."""

import csv
import gzip
import io
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from label_scores import shipped_names
from milium.adapters.packfiles import read_yaml
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text

OWN = Path(__file__).parent / "unit" / "audit"
REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "audit" / "labels_dev.csv.gz"
LETTERS = (
    "Aqua|Glycerin|Ingredients:|INCI|May contain|Active ingredients|Purpose|ppm|SPF 50|www.a.com|Step 2|Sodiurn|Gly"
)
SIGNS = ", ~; ~\n~\r\n~-\n~  ~(~)~[~]~/~\\~:~*~. ~|~+/-~5 %~1,2-~CI 77491~PEG-20~0~<li>~<b>~&amp;~&#x~['~']~\\x~{{~}}"
SCRIPTS = (
    "é|水|Składniki:|Inhaltsstoffe|Состав:|전성분:|全成分:|成分：|½|％|①|ﬁ|İ|ß|…|·|、|，|｜|\u202e|\u00ad|\u200b|\ufeff"
)
WORDS = (*LETTERS.split("|"), *SIGNS.split("~"), *SCRIPTS.split("|"))
BYTES = (b"\xff\xfe", b"\xc3", b"\x00", b"\xe2\x80", b"\xed\xa0\x80", b"|", b"\x1a", b"\x7f")
PIECES = (*(word.encode() for word in WORDS), *BYTES)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "latin-1", "cp1252", "utf-16-le", "shift_jis", "gb18030")
LONGEST = 3_000  # bytes; most labels are shorter


@cache
def facts() -> NameFacts:
    """Return the names as shipped."""
    return shipped_names()


@cache
def labels() -> tuple[bytes, ...]:
    """Return our own labels, and the real ones where they lie beside the repository."""
    texts = [row["text"] for file in sorted(OWN.glob("*.yaml")) for row in read_yaml(file.read_text(encoding="utf-8"))]
    if REAL.is_file():
        csv.field_size_limit(10**9)
        with gzip.open(REAL) as packed:
            texts += [row["ingredients_raw"] for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8"))]
    return tuple(text.encode() for text in texts)


def fuzzed(chance: random.Random) -> bytes:
    """Make one byte string: a real label, two of them spliced, or pieces in any order; then damaged."""
    way = chance.random()
    if way < 0.3:
        count = chance.randrange(30)
        raw = b"".join(chance.choice(PIECES) if chance.random() < 0.8 else chance.randbytes(4) for _ in range(count))
    elif way < 0.8:
        raw = chance.choice(labels())
    else:
        one, two = chance.choice(labels()), chance.choice(labels())
        raw = one[: chance.randrange(len(one) + 1)] + two[chance.randrange(len(two) + 1) :]
    return _damaged(bytearray(raw[:LONGEST]), chance)


def _damaged(raw: bytearray, chance: random.Random) -> bytes:
    """Change, cut out, double, move and insert some bytes."""
    for _ in range(chance.randrange(12)):
        at = chance.randrange(len(raw) + 1)
        size = min(chance.choice((0, 1, 1, 2, 5, 40)), len(raw) - at)
        new = chance.choice((b"", chance.choice(PIECES), chance.randbytes(2), bytes(raw[at : at + size]) * 2))
        raw[at : at + size] = new
    return bytes(raw)


def decoded(raw: bytes, chance: random.Random) -> str:
    """Read the bytes in some encoding, as a shop's export would have done."""
    return raw.decode(chance.choice(ENCODINGS), errors=chance.choice(["replace", "ignore", "backslashreplace"]))


def trouble(text: str) -> str:
    """Return what went wrong when the text was read; "" when nothing did."""
    try:
        reading = read_text(text, facts())
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if reading.has_list != bool(reading.ingredients):
        return "a list without ingredients"
    for x in reading.ingredients:
        if not 0 <= x.start < x.end <= len(text):
            return f"{x.name} lies outside the text: {x.start}-{x.end} of {len(text)}"
        if not 0 <= x.percent.low <= x.percent.high <= 100:
            return f"{x.name} has {x.percent.low}-{x.percent.high} %"
    return ""


def smallest(text: str, wrong: Callable[[str], str] = trouble) -> str:
    """Return the text with everything left out that the trouble does not need."""
    size = max(1, len(text) // 2)
    while size:
        at = 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            if wrong(less):
                text = less
            else:
                at += size
        size //= 2
    return text


def read_many(seed: int, count: int) -> list[tuple[str, str]]:
    """Read so many fuzzed byte strings; return (smallest text, trouble) of each that went wrong."""
    chance = random.Random(seed)
    bad = []
    for _ in range(count):
        text = decoded(fuzzed(chance), chance)
        if trouble(text):
            least = smallest(text)
            bad.append((least, trouble(least)))
    return bad
