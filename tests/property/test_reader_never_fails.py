"""Fuzzed byte strings through the whole reader: some thousands in the fast run, 100,000 in the long one."""

import os
import random
from functools import cache

from milium.adapters.packfiles import load_part
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text
from milium.knowledge.naming import build_names

PIECES = (
    *(b"Aqua", b"Glycerin", b"Ingredients:", b"INCI", b"May contain", b"+/-", b"CI 77491", b"PEG-20", b"5 %", b"1,2-"),
    *(
        b", ",
        b"; ",
        b"\n",
        b"\r\n",
        b"-\n",
        b"  ",
        b"   ",
        b"(",
        b")",
        b"[",
        b"]",
        b"/",
        b"\\",
        b":",
        b"*",
        b". ",
        b"|",
    ),
    *(
        b"<li>",
        b"&amp;",
        b"&#x",
        b"['",
        b"']",
        b"\\x",
        "é".encode(),
        "水".encode(),
        b"\xff\xfe",
        b"\xc3",
        b"\x00",
        b"0",
    ),
    *(b"Active ingredients", b"Purpose", b"Ppm", b"SPF 50", b"www.a.com", b"Step 2", b"Sodiurn", b"Gly", b"ol", b"rn"),
    *(
        "Składniki:".encode(),
        b"Inhaltsstoffe",
        "Состав:".encode(),
        "전성분:".encode(),
        "\u202e".encode(),
        b"{{",
    ),
)
ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "cp1252")
COUNT = 100_000 if os.environ.get("MILIUM_TORTURE") else 3_000


@cache
def facts() -> NameFacts:
    names = build_names(load_part("audit"), [])
    assert names is not None
    return names


def fuzzed(chance: random.Random) -> bytes:
    """Make one byte string: pieces of labels in any order, with bytes changed, cut out and doubled."""
    parts = [
        chance.choice(PIECES) if chance.random() < 0.8 else chance.randbytes(4) for _ in range(chance.randrange(30))
    ]
    raw = bytearray(b"".join(parts))
    for _ in range(chance.randrange(6)):
        if raw:
            place = chance.randrange(len(raw))
            raw[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(raw)


def read_many(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        raw = fuzzed(chance)
        text = raw.decode(chance.choice(ENCODINGS), errors=chance.choice(["replace", "ignore"]))
        reading = read_text(text, facts())
        for x in reading.ingredients:
            assert 0 <= x.start < x.end <= len(text), raw
            assert 0 <= x.percent.low <= x.percent.high <= 100, raw


def test_fuzzed_byte_strings_do_not_fail() -> None:
    read_many(COUNT, seed=2)
