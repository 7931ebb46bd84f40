"""Bad catalogues, dumps and inventories on the command line: file, line, problem, what to do; what was there stays."""

import gzip
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import catalogs
from milium.adapters.alone import alone
from milium.cli.main import main

HEAD = "code,product_name,ingredients_text\n"
GOOD = '4006381333931,Cream,"Aqua, Glycerin"\n'
NAMES = "inci_name,function\n" + "".join(f"FUROZ {i} OIL,Solvent\n" for i in range(3_000))
CAPITALS = (b"FUROZ\xc9 ACID,x\n", "FUROZÉ OIL,y\n".encode())  # Windows' É, then UTF-8's


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, with a data folder in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MILIUM_DATA", str(tmp_path / "data"))
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], line: str, *words: str) -> None:
    assert main(line.split()) == 2
    err = capsys.readouterr().err
    assert [word for word in words if word not in err] == [], err


def put(name: str, *content: str | bytes) -> Path:
    data = b"".join(part.encode() if isinstance(part, str) else part for part in content)
    path = Path(name)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def cut(path: Path, size: int) -> Path:
    path.write_bytes(path.read_bytes()[:-size])
    return path


def test_missing_columns_name_the_file_its_line_and_the_columns_that_are_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("x.csv", "colour,size\nred,3\n")
    refused(capsys, "products import x.csv", "x.csv line 1", "no column holds the barcode", "colour, size", "Call one")
    refused(capsys, "inventory import x.csv", "x.csv line 1", "no row names the columns", "colour, size", "It needs")
    refused(capsys, "catalog audit x.csv -o out", "x.csv line 1", "no column holds the text", "colour, size", "Say")
    assert not Path("out").exists()


def test_a_file_that_ends_too_early_says_so_and_what_was_there_stays(capsys: pytest.CaptureFixture[str]) -> None:
    put("names.csv", NAMES)
    assert main(["inventory", "import", "names.csv"]) == 0
    before = Path("data/inventory.json").read_bytes()
    cut(put("cut.csv.gz", NAMES), 60)
    cut(put("dump.csv.gz", HEAD, GOOD * 3_000), 60)
    cut(put("labels.csv.gz", HEAD, GOOD * 3_000), 60)
    refused(capsys, "inventory import cut.csv.gz", "cut.csv.gz: the file ends in the middle", "Fetch the file again")
    refused(capsys, "products import dump.csv.gz", "dump.csv.gz line", "ends in the middle", "What was kept stays")
    refused(capsys, "catalog audit labels.csv.gz -o out", "labels.csv.gz", "the gzip ends too early", "Get the file")
    assert Path("data/inventory.json").read_bytes() == before


def test_a_cut_parquet_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    cut(catalogs.as_parquet(Path("cut.parquet"), catalogs.rows(5)), 20)
    refused(capsys, "products import cut.parquet", "cut.parquet: this is no whole Parquet file", "Fetch the file again")
    refused(capsys, "catalog audit cut.parquet -o out", "cut.parquet: the Parquet is cut off", "Get the file again")


def test_rows_of_another_encoding_cost_themselves_alone(capsys: pytest.CaptureFixture[str]) -> None:
    put("mixed.csv", HEAD, b"5901234123457,Cr\xe8me,Aqua\n", GOOD)
    assert main(["products", "import", "mixed.csv"]) == 0
    assert "mixed.csv line 2: encoding: bytes that are not UTF-8. Mend that row" in capsys.readouterr().err
    assert main(["products", "find", "4006381333931"]) == 0
    assert main(["catalog", "audit", "mixed.csv", "-o", "out"]) == 0
    assert "1 rows were rejected; see out/rejects.jsonl" in capsys.readouterr().err
    reject = json.loads(Path("out/rejects.jsonl").read_text(encoding="utf-8"))
    assert (reject["file"], reject["line"], reject["fix"]) == (
        "mixed.csv",
        2,
        "Save the file as UTF-8, or say its --encoding.",
    )


def test_an_inventory_in_two_encodings_is_read_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    put("names.csv", "inci_name,function\n", *CAPITALS)
    assert main(["inventory", "import", "names.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["names"] == 2
    kept = json.loads(Path("data/inventory.json").read_text(encoding="utf-8"))["names"]
    assert [name for name, _ in kept] == ["FUROZÉ ACID", "FUROZÉ OIL"]


@pytest.mark.parametrize("line", ["products find 4006381333932", "audit --gtin 4006381333932"])
def test_a_wrong_check_digit_says_where_to_look(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, line, 'gtin: the last digit of "4006381333932" does not fit', "digits below the bars")


def test_a_wrong_check_digit_in_a_dump_costs_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    put("dump.csv", HEAD, GOOD, GOOD.replace("931", "932"))
    assert main(["products", "import", "dump.csv"]) == 0
    assert 'dump.csv line 3: barcode: the last digit of "4006381333932"' in capsys.readouterr().err


def test_a_label_that_is_a_whole_web_page_is_searched_for_its_list_and_in_a_catalogue_rejected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = "<!doctype html><html><body><nav>Home</nav><p>Ingredients: Aqua, Glycerin, Petrolatum</p></body></html>"
    put("page.html", page)
    assert main(["audit", "page.html", "--json"]) == 0
    assert [x["name"] for x in json.loads(capsys.readouterr().out)["ingredients"]] == ["AQUA", "GLYCERIN", "PETROLATUM"]
    put("labels.csv", "id,text\n", f"1,{page}\n".replace("Aqua, Glycerin, ", ""), "2,Aqua\n")
    assert main(["catalog", "audit", "labels.csv", "-o", "out"]) == 0
    reject = json.loads(Path("out/rejects.jsonl").read_text(encoding="utf-8"))
    assert (reject["line"], reject["problem"]) == (2, "the label is a whole web page.")


def test_two_imports_into_one_folder_are_told_apart(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("dump.csv", HEAD, GOOD)
    put("names.csv", NAMES)
    for lock, line in (("products.lock", "products import dump.csv"), ("inventory.lock", "inventory import names.csv")):
        with alone(home / "data" / lock, "import"):
            refused(capsys, line, "another import is running", "Wait")
        assert main(line.split()) == 0


@pytest.mark.parametrize(("what", "most"), [("products", 40_000), ("inventory", 4_000)])
def test_a_disk_that_fills_up_is_said_and_a_rerun_brings_all(what: str, most: int) -> None:
    put("products.csv", HEAD, *(f"{20_000_000 + n:08},Cream,Aqua\n" for n in range(0, 30_000)))
    put("inventory.csv", NAMES)
    line = [sys.executable, "-m", "milium", what, "import", f"{what}.csv"]

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    full = subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=small_disk)
    assert (full.returncode, "cannot be written" in full.stderr, "Make room" in full.stderr) == (2, True, True), full
    again = subprocess.run([*line, "--json"], capture_output=True, text=True, check=False)
    answer = json.loads(again.stdout)
    assert answer["products"] == 3_000 if what == "products" else answer["names"] == 3_000


def test_a_scheduler_that_is_gone_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milium.batch.cluster.SECONDS_TO_CONNECT", 1)
    put("labels.csv", HEAD, GOOD)
    line = "catalog audit labels.csv -o out --runner dask --scheduler tcp://127.0.0.1:9"
    refused(capsys, line, "tcp://127.0.0.1:9: no scheduler answers", "Start it, or correct --scheduler")
