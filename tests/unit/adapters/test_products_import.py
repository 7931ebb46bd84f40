"""Dumps into the own table of products: every form, every damage, and a killed run that goes on."""

import gzip
import importlib.util
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from milium.adapters.products import importing
from milium.adapters.products.importing import import_products
from milium.adapters.products.table import ProductTable
from milium.domain.gtin import check_digit, normal
from milium.errors import BadInput, MissingExtra

HAS_POLARS = importlib.util.find_spec("polars") is not None


def code(n: int) -> str:
    head = f"{400_000_000_000 + n}"
    return head + str(check_digit(head))


def record(n: int, **keys: Any) -> dict[str, Any]:
    return {"code": code(n), "product_name": f"Cream {n}", "brands": "B", "ingredients_text": "Aqua, Glycerin", **keys}


def jsonl(path: Path, rows: list[Any]) -> Path:
    lines = "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows)
    data = lines.encode("utf-8", "surrogateescape")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.fixture
def table(tmp_path: Path) -> ProductTable:
    return ProductTable(tmp_path / "data")


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.jsonl.gz"])
def test_a_dump_of_lines_is_kept_and_found(tmp_path: Path, table: ProductTable, name: str) -> None:
    answer = import_products(jsonl(tmp_path / name, [record(n) for n in range(25)]), table)
    assert (answer["read"], answer["kept"], answer["rejected"], answer["products"]) == (25, 25, 0, 25)
    found = table.find(normal(code(7)))
    assert found is not None
    assert (found["name"], found["label"]) == ("Cream 7", "Aqua, Glycerin")


@pytest.mark.parametrize(("sign", "name"), [("\t", "en.csv"), (",", "own.csv"), (";", "own.csv")])
def test_a_dump_of_columns_is_read_whatever_parts_them(
    tmp_path: Path, table: ProductTable, sign: str, name: str
) -> None:
    label = 'Aqua "Water"' if sign == "\t" else '"Aqua, ""Water"""'
    text = f"EAN{sign}Name{sign}Ingredients\r\n{code(1)}{sign}Cream{sign}{label}\r\n"
    (tmp_path / name).write_text("\ufeff" + text, encoding="utf-8")
    assert import_products(tmp_path / name, table)["kept"] == 1
    found = table.find(normal(code(1)))
    assert found is not None
    assert found["label"] == ('Aqua "Water"' if sign == "\t" else 'Aqua, "Water"')


def test_texts_in_several_languages_give_the_products_own(tmp_path: Path, table: ProductTable) -> None:
    texts = [{"lang": "en", "text": "Water"}, {"lang": "fr", "text": "Eau"}]
    import_products(jsonl(tmp_path / "d.jsonl", [record(1, ingredients_text=texts, lang="fr")]), table)
    assert (table.find(normal(code(1))) or {})["label"] == "Eau"


def test_bad_rows_are_named_and_the_others_kept(tmp_path: Path, table: ProductTable) -> None:
    bad = code(1)[:-1] + str((int(code(1)[-1]) + 1) % 10)
    rows = [
        record(0),
        record(1, code=bad),
        "{broken\n",
        "[1, 2]\n",
        "\n",
        record(2, ingredients_text="<html>" + "x" * 30_000),
        '{"code": "' + code(3) + '", "product_name": "caf\udce9"}\n',
        record(4, code=None),
        record(5),
    ]
    answer = import_products(jsonl(tmp_path / "d.jsonl", rows), table)
    assert (answer["kept"], answer["rejected"]) == (2, 6)
    told = {issue["where"].rpartition(" line ")[2]: issue["problem"] for issue in answer["issues"]}
    assert set(told) == {"2", "3", "4", "6", "7", "8"}
    assert "does not fit" in told["2"]
    assert told["3"].startswith("JSON")
    assert "whole page" in told["6"]
    assert "UTF-8" in told["7"]
    assert all(issue["fix"] for issue in answer["issues"])


def test_a_row_with_a_list_wins_then_the_later_one(tmp_path: Path, table: ProductTable) -> None:
    rows = [
        record(1, product_name="old", last_modified_t=10),
        record(1, product_name="new", last_modified_t=20),
        record(1, product_name="older", last_modified_t=5),
        record(1, product_name="bare", ingredients_text="", last_modified_t=99),
    ]
    import_products(jsonl(tmp_path / "d.jsonl", rows), table)
    assert (table.find(normal(code(1))) or {})["name"] == "new"


def test_a_missing_column_names_those_that_are_there(tmp_path: Path, table: ProductTable) -> None:
    (tmp_path / "d.csv").write_text("title,inci\nx,Aqua\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no column holds the barcode; there is title, inci") as error:
        import_products(tmp_path / "d.csv", table)
    assert error.value.where.endswith("line 1")


def test_a_truncated_file_keeps_what_was_read_and_a_whole_one_goes_on(tmp_path: Path, table: ProductTable) -> None:
    whole = jsonl(tmp_path / "d.jsonl.gz", [record(n, product_name=os.urandom(9).hex()) for n in range(9000)])
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(BadInput, match="ends in the middle") as error:
        import_products(cut, table)
    assert " line " in error.value.where
    kept = table.count()
    assert 1000 < kept < 9000
    with pytest.raises(BadInput, match="ends in the middle"):
        import_products(cut, table)
    assert table.count() == kept
    assert import_products(whole, table)["products"] == 9000


def test_a_dump_read_to_its_end_is_not_read_again(tmp_path: Path, table: ProductTable) -> None:
    path = jsonl(tmp_path / "d.jsonl", [record(n) for n in range(5)])
    import_products(path, table)
    assert import_products(path, table)["kept"] == 0


def test_a_run_that_broke_goes_on_from_the_last_batch(
    tmp_path: Path, table: ProductTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    path = jsonl(tmp_path / "d.jsonl", [record(n) for n in range(95)])

    def stop(read: int) -> None:
        if read >= 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_products(path, table, stop)
    assert table.count() == 50
    answer = import_products(path, table)
    assert (answer["resumed_at"], answer["kept"], answer["products"]) == (50, 45, 95)


KILLED = """
import sys
from pathlib import Path
from milium.adapters.products import importing
from milium.adapters.products.table import ProductTable
importing.BATCH = 50
importing.import_products(Path(sys.argv[1]), ProductTable(Path(sys.argv[2])))
"""


def test_a_killed_run_goes_on_and_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "d.jsonl", [record(n) for n in range(20_000)])
    calm = ProductTable(tmp_path / "calm")
    import_products(path, calm)
    torn = tmp_path / "torn"
    kills = 0
    for wait in (0.15, 0.25, 0.2, 0.3):
        run = subprocess.Popen([sys.executable, "-c", KILLED, str(path), str(torn)])
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        kills += run.wait() == -signal.SIGKILL
    assert kills, "no run was killed: the dump is too short for this machine"
    import_products(path, ProductTable(torn))
    assert rows_of(calm) == rows_of(ProductTable(torn))


def rows_of(table: ProductTable) -> list[Any]:
    with sqlite3.connect(table.path) as db:
        return db.execute("select * from products order by gtin").fetchall()


def test_two_runs_on_one_folder_are_refused_and_a_dead_one_leaves_no_lock(tmp_path: Path, table: ProductTable) -> None:
    path = jsonl(tmp_path / "d.jsonl", [record(1)])
    with table.alone(), pytest.raises(BadInput, match="another import is running") as error:
        import_products(path, table)
    assert "Wait" in error.value.fix
    assert import_products(path, table)["kept"] == 1


SMALL_DISK = """
import resource, sys
from pathlib import Path
from milium.adapters.products.importing import import_products
from milium.adapters.products.table import ProductTable
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
import_products(Path(sys.argv[1]), ProductTable(Path(sys.argv[2])))
"""


def test_a_full_disk_is_said_and_the_table_stays_whole(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "d.jsonl", [record(n) for n in range(5000)])
    command = [sys.executable, "-c", SMALL_DISK, str(path), str(tmp_path / "d")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "it cannot be written" in run.stderr
    assert "Make room" in run.stderr
    assert import_products(path, ProductTable(tmp_path / "d"))["products"] == 5000


def test_what_is_no_table_of_products_is_left_alone(tmp_path: Path, table: ProductTable) -> None:
    table.path.parent.mkdir()
    table.path.write_text("my diary, not a database at all" * 100)
    with pytest.raises(BadInput, match="no table of products"):
        table.find(normal(code(1)))
    with pytest.raises(BadInput, match="no table of products"):
        import_products(jsonl(tmp_path / "d.jsonl", [record(1)]), table)
    assert table.path.read_text().startswith("my diary")


def test_looking_makes_no_file_and_a_missing_dump_is_said(tmp_path: Path, table: ProductTable) -> None:
    assert table.find(normal(code(1))) is None
    assert (table.count(), table.path.parent.exists()) == (0, False)
    with pytest.raises(BadInput, match="cannot be opened"):
        import_products(tmp_path / "none.jsonl", table)


@pytest.mark.skipif(HAS_POLARS, reason="polars is here: the next test reads Parquet")
def test_parquet_without_polars_says_what_to_install(tmp_path: Path, table: ProductTable) -> None:
    (tmp_path / "d.parquet").write_bytes(b"PAR1 and so on")
    with pytest.raises(MissingExtra, match="polars") as error:
        import_products(tmp_path / "d.parquet", table)
    assert "milium[batch]" in error.value.fix


@pytest.mark.skipif(not HAS_POLARS, reason="polars is not installed (extra batch): Parquet dumps are not tried here")
def test_parquet_is_read_in_pieces_and_a_cut_one_is_said(tmp_path: Path, table: ProductTable) -> None:
    polars = importlib.import_module("polars")
    path = tmp_path / "d.parquet"
    texts = [{"lang": "main", "text": "Aqua, Glycerin"}]
    polars.DataFrame(
        [{**record(n), "product_name": texts, "ingredients_text": texts} for n in range(30)]
    ).write_parquet(path)
    assert import_products(path, table)["kept"] == 30
    assert (table.find(normal(code(3))) or {})["label"] == "Aqua, Glycerin"
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadInput, match="no whole Parquet"):
        import_products(cut, table)


def many(rows: int) -> Iterator[str]:
    for n in range(rows):
        yield json.dumps(record(n)) + "\n"


def test_memory_stays_flat_however_long_the_dump(tmp_path: Path) -> None:
    code_of_run = "import resource;print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    peaks = []
    for rows in (2_000, 40_000):
        path = tmp_path / f"{rows}.jsonl"
        with path.open("w") as file:
            file.writelines(many(rows))
        run = [sys.executable, "-c", KILLED + code_of_run, str(path), str(tmp_path / f"t{rows}")]
        peaks.append(int(subprocess.run(run, capture_output=True, text=True, check=True).stdout))
    assert peaks[1] < peaks[0] * 1.5
