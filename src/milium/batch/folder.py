"""The folder of a catalogue run: parts that are there whole or not at all, and a manifest of them."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from milium.batch.blocks import Block
from milium.batch.parts import Part
from milium.batch.trouble import GOES_ON, CatalogRefused, CatalogStopped

MANIFEST, REJECTS, SUMMARY, LOCK, PARTS = "manifest.jsonl", "rejects.jsonl", "summary.json", ".lock", "parts"
_UNFINISHED = ".unfinished"
_MB = 1_000_000


class Folder:
    """Where a run writes. Every file appears by a rename once all of it is on disk.

    Args:
        path: The folder; made when it is not there.
        head: First line of the manifest: what the parts were made from and by.
    """

    def __init__(self, path: Path, head: Mapping[str, Any]) -> None:
        self.path, self.head = path, dict(head)
        self.done: dict[int, dict[str, Any]] = {}

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Hold the folder for this run alone, and take up what an earlier one finished.

        Raises:
            CatalogRefused: Another run works in it, it holds something else, or it cannot be written.
        """
        try:
            (self.path / PARTS).mkdir(parents=True, exist_ok=True)
            lock = (self.path / LOCK).open("a+")
        except OSError as error:
            raise _unwritable(self.path, error) from None
        with lock:
            _hold(lock, self.path)
            try:
                self._take_up()
                yield
            finally:
                lock.truncate(0)

    def has(self, block: Block) -> bool:
        """Tell whether the part of exactly this block is there."""
        entry = self.done.get(block.number)
        if entry is None or entry["input"] != block.digest or entry["rows"] != block.size:
            return False
        try:
            sized = self._part(block.number).stat().st_size == entry["bytes"]
            return sized and (not entry["rejected"] or self._rejects(block.number).is_file())
        except OSError:
            return False

    def keep(self, part: Part, block: Block) -> None:
        """Write a part, then its line of the manifest.

        Raises:
            CatalogStopped: It cannot be written: the disk is full, or the folder is gone.
        """
        entry = {
            "part": part.number,
            "file": f"{PARTS}/{self._part(part.number).name}",
            "first_row": block.first,
            "input": block.digest,
            "bytes": len(part.table),
            **part.tally,
        }
        if part.rejects:
            self._write(self._rejects(part.number), part.rejects)
        self._write(self._part(part.number), part.table)
        self._append(entry)
        self.done[part.number] = entry

    def forget_after(self, count: int) -> None:
        """Forget the parts of an earlier, longer catalogue; `count` is how many there are now."""
        self.done = {number: entry for number, entry in self.done.items() if number < count}

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Put the manifest in order, join the rejects, and write the summary, which says that all is there."""
        kept = {self._part(n).name for n in self.done} | {
            self._rejects(n).name for n, entry in self.done.items() if entry["rejected"]
        }
        for file in (self.path / PARTS).iterdir():
            if file.name.startswith("part-") and file.name not in kept:
                file.unlink()
        lines = [self.head, *(self.done[n] for n in sorted(self.done))]
        self._write(self.path / MANIFEST, "".join(map(_line, lines)).encode())
        self._join_rejects()
        self._write(self.path / SUMMARY, (json.dumps(summary, indent=2, ensure_ascii=False) + "\n").encode())

    def _take_up(self) -> None:
        head, entries = _read_manifest(self.path / MANIFEST)
        if head is not None and head.get("file") != self.head["file"]:
            raise CatalogRefused(
                f'it holds the results of "{head.get("file")}".',
                where=str(self.path),
                fix="Name another folder with -o, or delete this one.",
            )
        for file in (*self.path.glob(f"*{_UNFINISHED}"), *(self.path / PARTS).glob(f"*{_UNFINISHED}")):
            file.unlink(missing_ok=True)  # what a killed run had not finished
        (self.path / SUMMARY).unlink(missing_ok=True)
        self.done = {entry["part"]: entry for entry in entries} if head == self.head else {}
        lines = [self.head, *(self.done[n] for n in sorted(self.done))]
        self._write(self.path / MANIFEST, "".join(map(_line, lines)).encode())

    def _part(self, number: int) -> Path:
        return self.path / PARTS / f"part-{number:06}.parquet"

    def _rejects(self, number: int) -> Path:
        return self.path / PARTS / f"part-{number:06}.rejects.jsonl"

    def _write(self, path: Path, content: bytes) -> None:
        with self._appearing(path) as file:
            file.write(content)

    def _join_rejects(self) -> None:
        with self._appearing(self.path / REJECTS) as out:
            for number in (n for n in sorted(self.done) if self.done[n]["rejected"]):
                with self._rejects(number).open("rb") as part:
                    shutil.copyfileobj(part, out)

    @contextmanager
    def _appearing(self, path: Path) -> Iterator[BinaryIO]:
        """Give a file to fill; it gets its name once all of it is on disk, or never.

        Raises:
            CatalogStopped: It cannot be written.
        """
        held = path.with_name(path.name + _UNFINISHED)
        try:
            with held.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            held.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            held.unlink(missing_ok=True)
            raise self._full(path, error) from None

    def _append(self, entry: Mapping[str, Any]) -> None:
        path = self.path / MANIFEST
        try:
            with path.open("ab") as file:
                file.write(_line(entry).encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._full(path, error) from None

    def _full(self, path: Path, error: OSError) -> CatalogStopped:
        try:
            free = f" {shutil.disk_usage(self.path).free // _MB:,} MB are free there."
        except OSError:
            free = ""
        reason = error.strerror or str(error)
        return CatalogStopped(f"it cannot be written ({reason}).{free}", where=str(path), fix=f"Make room. {GOES_ON}")


def read_folder(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the head and the entries of a manifest, in order of their parts.

    Raises:
        CatalogRefused: The folder holds no results.
    """
    head, entries = _read_manifest(path / MANIFEST)
    if head is None:
        fix = f"Run milium catalog audit FILE -o {path} first."
        raise CatalogRefused("this folder holds no results of a catalogue.", where=str(path), fix=fix)
    by_part = {entry["part"]: entry for entry in entries}
    return head, [by_part[n] for n in sorted(by_part)]


def _read_manifest(path: Path) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """Read a manifest; a last line that was cut off by a kill counts for nothing."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None, []
    lines = []
    for line in raw.split(b"\n"):
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, dict):
            lines.append(data)
    head = lines[0] if lines and "file" in lines[0] and "part" not in lines[0] else None
    return head, [line for line in lines if "part" in line] if head else []


def _hold(lock: Any, path: Path) -> None:
    """Take the lock; it goes with its process, however that ends."""
    try:
        import fcntl
    except ImportError:  # no such lock on this system
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        whose = lock.read(80).strip() or "another run"
        raise CatalogRefused(
            f"{whose} is at work in this folder.", where=str(path), fix="Wait for it, or name another folder with -o."
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(f"process {os.getpid()}\n")
    lock.flush()


def _unwritable(path: Path, error: OSError) -> CatalogRefused:
    reason = error.strerror or str(error)
    return CatalogRefused(f"this folder cannot be written ({reason}).", where=str(path), fix="Name another with -o.")


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
