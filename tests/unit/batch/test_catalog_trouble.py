"""What may go wrong with a catalogue run: each is said with place, problem and fix, and finished parts stay."""

import gzip
import resource
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import catalogs
from milium.batch.run import Order, audit_catalog
from milium.batch.trouble import CatalogRefused, CatalogStopped


def order(file: Path, out: Path, **more: object) -> Order:
    return Order(file, out, rows=20)._replace(**more)  # type: ignore[arg-type]


def test_a_gzip_that_ends_too_early_keeps_its_whole_parts_and_goes_on_with_the_whole_file(tmp_path: Path) -> None:
    plain = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(400)).read_bytes()
    file = tmp_path / "labels.csv.gz"
    file.write_bytes(gzip.compress(plain)[:-600])
    with pytest.raises(CatalogStopped, match=r"labels\.csv\.gz after row .*the gzip ends too early") as caught:
        audit_catalog(order(file, tmp_path / "out"))
    assert "goes on from there" in caught.value.fix
    there = len(catalogs.results(tmp_path / "out"))
    assert there > 0
    file.write_bytes(gzip.compress(plain))
    assert audit_catalog(order(file, tmp_path / "out"))["new_rows"] == 400 - there
    audit_catalog(order(file, tmp_path / "undisturbed"))
    assert catalogs.contents(tmp_path / "out") == catalogs.contents(tmp_path / "undisturbed")


@pytest.mark.parametrize("damage", [lambda raw: raw[:-10], lambda raw: raw[: len(raw) // 2], lambda _: b"PAR1"])
def test_a_parquet_that_is_cut_off_is_said(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = catalogs.as_parquet(tmp_path / "labels.parquet", catalogs.rows(100))
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(CatalogStopped, match=r"labels\.parquet: the Parquet is cut off or damaged"):
        audit_catalog(order(file, tmp_path / "out"))


def test_a_parquet_with_a_damaged_page_is_said_and_keeps_what_was_whole(tmp_path: Path) -> None:
    file = catalogs.as_parquet(tmp_path / "labels.parquet", catalogs.rows(3_000), row_group=500)
    raw = bytearray(file.read_bytes())
    middle = len(raw) * 3 // 4
    raw[middle : middle + 2_000] = b"\xff" * 2_000
    file.write_bytes(raw)
    with pytest.raises(CatalogStopped, match="damaged"):
        audit_catalog(order(file, tmp_path / "out", rows=100))


def test_two_runs_on_one_folder_are_told_apart(tmp_path: Path) -> None:
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(2_000))
    first = subprocess.Popen(catalogs.command(file, tmp_path / "out", "--rows", "20"), stderr=subprocess.PIPE)
    try:
        while not (tmp_path / "out" / "manifest.jsonl").exists():
            assert first.poll() is None
        second = catalogs.run(file, tmp_path / "out", "--rows", "20")
        assert second.returncode == 2
        assert f"process {first.pid} is at work in this folder." in second.stderr
    finally:
        first.kill()
        first.communicate()
    assert catalogs.run(file, tmp_path / "out", "--rows", "1000").returncode == 0  # its lock went with it


def test_a_folder_with_the_results_of_another_catalogue_is_left_alone(tmp_path: Path) -> None:
    audit_catalog(order(catalogs.as_csv(tmp_path / "one.csv", catalogs.rows(5)), tmp_path / "out"))
    before = catalogs.contents(tmp_path / "out")
    with pytest.raises(CatalogRefused, match=r'it holds the results of "one\.csv"'):
        audit_catalog(order(catalogs.as_csv(tmp_path / "two.csv", catalogs.rows(5)), tmp_path / "out"))
    assert catalogs.contents(tmp_path / "out") == before


def test_a_disk_that_fills_up_is_said_and_the_rerun_goes_on(tmp_path: Path) -> None:
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(200))
    audit_catalog(order(file, tmp_path / "undisturbed"))
    sizes = [p.stat().st_size for p in (tmp_path / "undisturbed" / "parts").iterdir()]

    def no_bigger_file() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes) - 1, resource.RLIM_INFINITY))

    line = catalogs.command(file, tmp_path / "out", "--rows", "20")
    full = subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=no_bigger_file)
    assert full.returncode == 2
    assert "it cannot be written (File too large)" in full.stderr
    assert "Make room. What was finished stays valid" in full.stderr
    assert not list((tmp_path / "out").rglob("*.unfinished"))
    audit_catalog(order(file, tmp_path / "out"))
    assert catalogs.contents(tmp_path / "out") == catalogs.contents(tmp_path / "undisturbed")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(2))
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(CatalogRefused, match="cannot be written"):
        audit_catalog(order(file, tmp_path / "out"))


def test_a_scheduler_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milium.batch.cluster.SECONDS_TO_CONNECT", 1)
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(2))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(CatalogRefused, match="no scheduler answers"):
            audit_catalog(order(file, tmp_path / "out", runner="dask", scheduler=address))


def test_missing_and_wrong_files_are_said(tmp_path: Path) -> None:
    for name, words in (("none.csv", "no such file"), (".", "this is a folder")):
        with pytest.raises(CatalogRefused, match=words):
            audit_catalog(order(tmp_path / name, tmp_path / "out"))
    (tmp_path / "labels.xlsx").write_bytes(b"x")
    with pytest.raises(CatalogRefused, match="no kind of catalogue we read"):
        audit_catalog(order(tmp_path / "labels.xlsx", tmp_path / "out"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--runner", "spark"], '"spark" is no runner'),
        (["--runner", "dask"], "--scheduler is missing"),
        (["--workers", "0"], '"0" is not a number from 1'),
        (["--columns", "inci"], '"inci" names no column'),
        (["--encoding", "klingon"], '"klingon" is no encoding'),
    ],
)
def test_options_that_do_not_fit_are_said(options: list[str], words: str, tmp_path: Path) -> None:
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(2))
    done = catalogs.run(file, tmp_path / "out", *options)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "out").exists()
