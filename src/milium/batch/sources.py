"""Open a catalogue: CSV, JSON lines or Parquet, also with .gz; a damaged one is said in words."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from milium.batch.blocks import Block
from milium.batch.columns import chosen_columns
from milium.batch.cutting import csv_blocks, first_object, header_of, json_blocks, json_columns, table_blocks
from milium.batch.trouble import GOES_ON, CatalogRefused, CatalogStopped

KINDS = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet"}


class Source:
    """A catalogue as a stream of blocks; reading it twice gives the same blocks.

    Args:
        path: The file.
        columns: Kind -> column, as said by the caller.
        rows: Rows of a block.

    Raises:
        CatalogRefused: No such file, no kind of file we know, or no column with labels.
        CatalogStopped: The file is damaged where it begins.
    """

    def __init__(self, path: Path, columns: Mapping[str, str], rows: int) -> None:
        self.path, self.rows = path, rows
        self.kind = _kind(path)
        self.total: int | None = None
        self._size = path.stat().st_size
        self._raw: BinaryIO | None = None
        with _damage(path, lambda: 0):
            self.columns = self._columns(columns)

    def share(self) -> float | None:
        """Return how much of the file was read, 0-1; None where only rows can tell."""
        return min(1.0, self._raw.tell() / self._size) if self._raw and not self._raw.closed and self._size else None

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order.

        Raises:
            CatalogStopped: The file ends too early or is damaged; blocks that were whole came before.
        """
        done = 0
        with _damage(self.path, lambda: done):
            for block in self._cut():
                yield block
                done = block.first + block.size - 1

    def _cut(self) -> Iterator[Block]:
        if self.kind == "parquet":
            yield from table_blocks(self.path, self.columns, self.rows)
            return
        with self._opened() as stream:
            if self.kind == "jsonl":
                yield from json_blocks(stream, self.rows)
            else:
                yield from csv_blocks(stream, self.columns, self.rows)

    def _columns(self, said: Mapping[str, str]) -> dict[str, str]:
        name = self.path.name
        if self.kind == "parquet":
            import polars

            table = polars.scan_parquet(self.path)
            self.total = int(table.select(polars.len()).collect().item())
            return chosen_columns(table.collect_schema().names(), said, name)
        with self._opened() as stream:
            if self.kind == "jsonl":
                return json_columns(first_object(stream), said, name)
            return chosen_columns(header_of(stream), said, f"{name} line 1")

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        """Give the bytes of the file, unpacked, and as UTF-8 where its mark says UTF-16."""
        with self.path.open("rb") as raw:
            self._raw = raw
            packed = self.path.suffix.lower() == ".gz"
            with cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw as stream:
                head = stream.read(2)
                stream.seek(0)
                yield cast(BinaryIO, _Recoded(stream)) if head in (b"\xff\xfe", b"\xfe\xff") else stream


class _Recoded:
    """UTF-16 as UTF-8 lines."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, "utf-16", newline="")

    def readline(self, most: int = -1) -> bytes:
        """Return a line, or its first `most` characters."""
        return self._text.readline(most).encode()


def _kind(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    kind = KINDS.get(Path(name).suffix)
    if not path.is_file():
        problem = "this is a folder." if path.is_dir() else "there is no such file."
        raise CatalogRefused(problem, where=str(path), fix="Check its name.")
    if kind is None or (kind == "parquet" and path.suffix.lower() == ".gz"):
        fix = f"Give a file that ends in {', '.join(KINDS)}; all but Parquet may be packed as .gz."
        raise CatalogRefused("this is no kind of catalogue we read.", where=str(path), fix=fix)
    return kind


@contextmanager
def _damage(path: Path, rows_done: Callable[[], int]) -> Iterator[None]:
    """Turn what a damaged file raises into words."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _stopped(path, rows_done(), f"the gzip ends too early or is damaged ({error}).") from None
    except UnicodeError as error:
        raise _stopped(path, rows_done(), f"its mark says UTF-16, but it is not ({error}).") from None
    except PermissionError:
        raise CatalogRefused("we may not read this file.", where=str(path), fix="Give yourself the right.") from None
    except OSError as error:
        raise _stopped(path, rows_done(), f"it cannot be read ({error.strerror or error}).") from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "polars":
            raise
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _stopped(path, rows_done(), f"the Parquet is cut off or damaged ({reason}).") from None


def _stopped(path: Path, done: int, problem: str) -> CatalogStopped:
    where = f"{path.name} after row {done:,}" if done else path.name
    return CatalogStopped(problem, where=where, fix=f"Get the file again. {GOES_ON}")
