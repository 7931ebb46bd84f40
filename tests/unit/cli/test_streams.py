"""Bytes in, text out."""

import pytest

from milium.cli.streams import MOST_BYTES, Line, decode, lines, read_input
from milium.cli.trouble import Unreadable


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode("﻿Aqua".encode(), "x") == "Aqua"


def test_utf_16_is_read_when_it_carries_its_mark() -> None:
    assert decode("Aqua, Глицерин".encode("utf-16"), "x") == "Aqua, Глицерин"


def test_emoji_and_right_to_left_text_come_through_unchanged() -> None:
    text = "🧴 Aqua, \u200fמים\u200f, \u0627\u0644\u0645\u0627\u0621"
    assert decode(text.encode(), "x") == text


def test_a_wrong_encoding_says_line_and_byte() -> None:
    with pytest.raises(Unreadable) as trouble:
        decode("Aqua\nCrème".encode("latin-1"), "label.txt")
    assert trouble.value.where == "label.txt line 2"
    assert "0xE8" in trouble.value.problem
    assert "UTF-8" in trouble.value.fix


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\x00", b"Aqua\x00Glycerin", b"\x7fELF\x02\x01"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(raw, "label.png")


def test_a_missing_file_and_a_folder_are_said(tmp_path: object) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read_input(f"{tmp_path}/nothing.txt")
    with pytest.raises(Unreadable, match="folder"):
        read_input(str(tmp_path))
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_input("a\0b")


def test_a_line_that_is_too_long_does_not_hide_the_next_one(tmp_path: object) -> None:
    name = f"{tmp_path}/rows.jsonl"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"{}\n" + b"x" * (MOST_BYTES * 2 + 7) + b"\n[]\n")
    found = list(lines(name))
    assert [(line.number, line.raw, line.trouble is None) for line in found] == [
        (1, b"{}\n", True),
        (2, b"", False),
        (3, b"[]\n", True),
    ]


def test_a_last_line_without_its_end_is_a_line(tmp_path: object) -> None:
    name = f"{tmp_path}/rows.jsonl"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"\xef\xbb\xbf{}\n{}")
    assert list(lines(name)) == [Line(1, b"{}\n", None), Line(2, b"{}", None)]
