"""Bytes in, text out: files and standard streams, always UTF-8, whatever the locale says."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from milium.cli.trouble import Unreadable

MOST_BYTES = 4_000_000  # a case with years of log is under 1 MB; a whole label under 10 kB
STDIN = "standard input"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_KEPT = "\t\n\r\f\v\x1b\x1c\x1d\x1e\x85"


class Input(NamedTuple):
    """A text and the name its reader knows it by."""

    text: str
    where: str


class Line(NamedTuple):
    """One line of a stream: its number from 1, and its bytes or what is wrong with it."""

    number: int
    raw: bytes
    trouble: Unreadable | None


def use_utf8() -> None:
    """Make standard output and error UTF-8; half a surrogate is written as a JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(*lines: str, to: TextIO | None = None) -> None:
    """Write words about the answer to standard error (or `to`)."""
    for line in lines:
        print(line, file=to or sys.stderr)


def read_input(file: str | None) -> Input:
    """Read a whole file as text; None or "-" is standard input.

    Raises:
        Unreadable: No such file, a folder, no permission, too big, or not text.
    """
    where = STDIN if file in (None, "-") else str(file)
    return Input(decode(_read_bytes(file, where), where), where)


def decode(raw: bytes, where: str) -> str:
    """Turn bytes into text: UTF-8, or UTF-16 with its mark; a byte order mark is dropped.

    Raises:
        Unreadable: The bytes are not text in one of these.
    """
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _not_text(raw, f"{where} line {line}", f"byte 0x{raw[error.start]:02X}") from None
    strange = next((sign for sign in text if sign < " " and sign not in _KEPT), None)
    if strange is not None:
        raise _not_text(raw, where, f"character U+{ord(strange):04X}")
    return text


def lines(file: str | None) -> Iterator[Line]:
    """Yield the lines of a file or of standard input one by one, each as soon as it is there.

    A line longer than `MOST_BYTES` is yielded with its trouble instead of its bytes.
    """
    with _opened(file, STDIN if file in (None, "-") else str(file)) as stream:
        number = 0
        while raw := stream.readline(MOST_BYTES + 1):
            number += 1
            if len(raw) > MOST_BYTES:
                while not raw.endswith(b"\n") and (raw := stream.readline(MOST_BYTES)):
                    pass
                yield Line(number, b"", _too_big(f"line {number}"))
                continue
            yield Line(number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, None)


def _read_bytes(file: str | None, where: str) -> bytes:
    if file in (None, "-") and sys.stdin.isatty():
        say("Reading from the keyboard. Paste, then press Ctrl-D on a line of its own.")
    with _opened(file, where) as stream:
        try:
            raw = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise _closed(error, where) from None
    if len(raw) > MOST_BYTES:
        raise _too_big(where)
    return raw


def _opened(file: str | None, where: str) -> BinaryIO:
    if file is None or file == "-":
        return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
    try:
        return Path(file).open("rb")
    except (OSError, ValueError) as error:
        raise _closed(error, where) from None


def _closed(error: OSError | ValueError, where: str) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return Unreadable("there is no such file.", where=where, fix="Check its name, or use - for standard input.")
    if isinstance(error, IsADirectoryError):
        return Unreadable("this is a folder, not a file.", where=where, fix="Name one file in it.")
    if isinstance(error, PermissionError):
        return Unreadable("we may not read this file.", where=where, fix="Give yourself the right to read it.")
    reason = getattr(error, "strerror", None) or "it is not a file name"
    return Unreadable(f"this cannot be opened ({reason}).", where=where, fix="Check its name, or use - for it.")


def _too_big(where: str) -> Unreadable:
    return Unreadable(
        f"this is more than {MOST_BYTES // 1_000_000} MB.",
        where=where,
        fix="Give one label or one case; many go in with --jsonl, one a line.",
    )


def _not_text(raw: bytes, where: str, sign: str) -> Unreadable:
    if b"\0" in raw:
        return Unreadable(
            f"this is not text ({sign}).", where=where, fix="Give the words as plain text, not a picture."
        )
    return Unreadable(f"{sign} is not UTF-8 text.", where=where, fix="Save it as UTF-8, or paste the words.")
