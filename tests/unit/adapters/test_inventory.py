"""The EU inventory and the annexes: older and newer exports, damage, and what the audit makes of them."""

import gzip
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from milium.adapters.alone import alone
from milium.adapters.inventory.own import import_inventory, load_inventory
from milium.adapters.packfiles import open_knowledge, ready_inventory
from milium.care import Care
from milium.domain.inventory import Limit, bound_pct
from milium.errors import BadInput

OLD = (
    "inci_name,cas_number,einecs_number,function\n"
    "FUROZOLIC GLOSSATE,1-1-1,,Skin Conditioning - Emollient\nAQUA,,,Solvent\n"
)
NEW = (
    "CosIng - Ingredients\nFile creation date: 01/02/2026\n\n"
    '"COSING Ref No","INCI name","INN name","Ph. Eur. Name","CAS No","EC No",'
    '"Chem/IUPAC Name / Description","Restriction","Function","Update Date"\n'
    '"1","FUROZOLIC GLOSSATE","","","","","","","PRESERVATIVE","x"\n'
    '"2","RETINYL FUROZOLATE","","","","","","","","x"\n'
)
ANNEX_V = (
    "Reference number,Chemical name / INN,Name of Common Ingredients Glossary,CAS Number,EC Number,"
    '"Product Type, body parts",Maximum concentration in ready for use preparation\n'
    "29,2-Phenoxyethanol,PHENOXYETHANOL,,,,1.0%\n"
    "4,Sorbic acid,SORBIC ACID / POTASSIUM SORBATE,,,,0.6% (acid)\n"
    '51,Benzyl,BENZYLHEMIFORMAL,,,a) Rinse-off b) Other,"a) 0,15% b) 0.05%"\n'
)
ANNEX_II = (
    "Reference Number,Chemical name / INN,CAS Number,EC Number,Regulation,Identified INGREDIENTS or substances e.g.\n"
    "1,Glossatane (INN),,,,Furozane forbidden\n2,Petrolatum,,,,PETROLATUM\n"
)
FORMS = [("old.csv", OLD), ("old.csv.gz", OLD), ("new.csv", NEW), ("semi.csv", OLD.replace(",", ";"))]


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    data = text.encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def care(folder: Path) -> Care:
    return Care(open_knowledge(own=folder), lambda: date(2026, 11, 1))


@pytest.mark.parametrize(("name", "text"), FORMS)
def test_older_and_newer_exports_give_names_that_are_then_read(tmp_path: Path, name: str, text: str) -> None:
    answer = import_inventory(put(tmp_path, name, text), tmp_path / "own")
    assert (answer["table"], answer["names"], answer["rejected"]) == ("inventory", 2, 0)
    before = care(tmp_path / "nothing").audit({"text": "Aqua, Furozolic Glossate, Glycerin"})
    after = care(tmp_path / "own").audit({"text": "Aqua, Furozolic Glossate, Glycerin"})
    assert before["unknown"] == ["FUROZOLIC GLOSSATE"]
    assert (after["unknown"], after["ingredients"][1]["how"]) == ([], "exact")
    assert after["pack"]["inventory"] == (load_inventory(tmp_path / "own") or {})["digest"]
    assert "inventory" not in before["pack"]


def test_a_name_that_may_be_an_active_stays_a_question(tmp_path: Path) -> None:
    import_inventory(put(tmp_path, "new.csv", NEW), tmp_path / "own")
    one = open_knowledge(own=tmp_path / "own").audit.names
    assert "FUROZOLIC GLOSSATE" in one
    assert "RETINYL FUROZOLATE" not in one
    assert care(tmp_path / "own").audit({"text": "Aqua, Retinyl Furozolate, Glycerin"})["families"] == ["retinoid"]


def test_our_own_names_stay_ours(tmp_path: Path) -> None:
    known = "WATER,Solvent\nPETROLATUM,Solvent\nPARAFFINUM  LIQUIDUM,Solvent\n"
    text = f"inci_name,function\n{known}XYZZOLIC ACIDATE,Solvent\n"
    import_inventory(put(tmp_path, "x.csv", text), tmp_path / "own")
    names = open_knowledge(own=tmp_path / "own").audit.names
    assert len(names) == len(open_knowledge().audit.names) + 1
    fact = names.fact("PETROLATUM")
    assert fact is not None
    assert fact.film == "heavy"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = OLD + "FUROZ\u00c9 EXTRACT,,,\n"
    answer = import_inventory(put(tmp_path, "x.csv", text, encoding), tmp_path / "own")
    assert "FUROZ\u00c9 EXTRACT" in {name for name, _ in (load_inventory(tmp_path / "own") or {})["names"]}
    assert answer["names"] == 3


def test_the_annexes_give_limits_and_findings(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert import_inventory(put(tmp_path, "annex_V.csv", ANNEX_V), own)["table"] == "V"
    assert import_inventory(put(tmp_path, "eu_annex_II.csv", ANNEX_II), own)["table"] == "II"
    limits = open_knowledge(own=own).audit.judging.eu_limits
    assert bound_pct(limits["PHENOXYETHANOL"]) == 1.0
    assert bound_pct(limits["BENZYLHEMIFORMAL"]) == 0.15
    assert (bound_pct(limits["POTASSIUM SORBATE"]), limits["POTASSIUM SORBATE"][0].as_other) == (None, True)
    answer = care(own).audit({"text": "Aqua, Glycerin, Phenoxyethanol 3%, Petrolatum"})
    over = next(f for f in answer["findings"] if f["id"] == "limit.over")
    assert "states 3 % of phenoxyethanol. EU rules allow 1 %" in over["says"]
    assert not [f for f in answer["findings"] if f["id"] == "limit.forbidden"], "petrolatum is told as it is"
    us = {"profile": {"region": "US"}, "answers": {"flags": []}}
    elsewhere = care(own).audit({"text": "Aqua, Phenoxyethanol 3%", "person": us})
    assert not [f for f in elsewhere["findings"] if f["id"].startswith("limit.")]


def test_only_what_all_entries_bound_is_a_bound() -> None:
    assert bound_pct([]) is None
    assert bound_pct([Limit("V", "1", 1.0), Limit("III", "2", 3.0)]) == 3.0
    assert bound_pct([Limit("V", "1", 1.0), Limit("III", "2", None)]) is None
    assert bound_pct([Limit("V", "1", 1.0), Limit("II", "2", None)]) == 1.0


@pytest.mark.parametrize(
    ("limit", "kind"),
    [
        (Limit("III", "60", 0.5, says="Maximum secondary amine content: 0.5%"), "surfactant"),
        (Limit("III", "62", 2.5, says="(a) 2.5%", products="(a) Leave-on products (b) Rinse-off products"), "other"),
        (Limit("III", "94", 0.7, says="0.7% (after mixing for use)"), "drug"),
        (Limit("V", "44", 0.1, says="0.1%"), "surfactant"),
        (Limit("VI", "27", 25.0, says="25%"), "mineral"),
    ],
)
def test_what_speaks_of_something_else_is_no_bound_of_the_name(limit: Limit, kind: str) -> None:
    assert bound_pct([limit], kind) is None
    assert bound_pct([Limit("V", "1", 1.0), limit], kind) is None


def test_all_products_with_a_number_give_the_highest() -> None:
    two = Limit("V", "8", 1.0, says="a) 1.0% b) 0.5%", products="a) Hair products b) Other products")
    assert bound_pct([two], "preservative") == 1.0


ANNEXES = {
    "annex_III.csv": ANNEX_V.partition("\n")[0] + '\n45,Benzyl alcohol,BENZYL ALCOHOL,,,"(a) Solvent (b) Perfume",\n',
    "annex_IV.csv": "Reference number,Chemical name / INN,Name of Common Ingredients Glossary,CAS Number\n1,x,10006,\n",
    "annex_V.csv": ANNEX_V + "34,Benzyl alcohol,BENZYL ALCOHOL,,,,1.0%\n99,Furo,FUROZOLIC GLOSSATE,,,,0.4%\n",
    "annex_VI.csv": ANNEX_V.partition("\n")[0] + "\n27,Titan,TITANIUM DIOXIDE,,,,25%\n",
}


def test_imported_limits_bound_shares_once_all_annexes_are_there(tmp_path: Path) -> None:
    own = tmp_path / "own"
    import_inventory(put(tmp_path, "new.csv", NEW), own, ready_inventory)
    label = {"text": "Aqua, Glycerin, Furozolic Glossate, Panthenol, Allantoin"}
    for name, text in ANNEXES.items():
        before = care(own).audit(label)
        assert (before["eu_limits"], before["ingredients"][2]["percent"]["high"]) == (False, pytest.approx(33.3333))
        import_inventory(put(tmp_path, name, text), own, ready_inventory)
    after = care(own).audit(label)
    highs = {x["name"]: x["percent"]["high"] for x in after["ingredients"]}
    assert after["eu_limits"] is True  # the answer says that it takes the product as lawful
    assert (highs["FUROZOLIC GLOSSATE"], highs["PANTHENOL"], highs["GLYCERIN"]) == (0.4, 1.0, 50.0)
    assert not care(own).audit({"text": "Water, Glycerin, Furozolic Glossate"})["eu_limits"]
    caps = open_knowledge(own=own).audit.names.caps
    assert "BENZYL ALCOHOL" not in caps, "it is a solvent as well"
    assert "TITANIUM DIOXIDE" not in caps, "it is a colour as well"
    assert caps["POTASSIUM SORBATE"] == 0.81, "ours stays: the annex speaks of the acid"


def test_annex_three_and_five_look_alike_and_the_name_decides(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="III or V") as error:
        import_inventory(put(tmp_path, "table.csv", ANNEX_V), tmp_path / "own")
    assert "annex_III.csv" in error.value.fix


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("x.csv", b"", "no row names the columns"),
        ("x.csv", b"a,b,c\n1,2,3\n", "no row names the columns"),
        ("x.xlsx", b"PK\x03\x04rest", "spreadsheet"),
        ("x.csv", b"\x00\x01\x02" * 40, "not text"),
        ("x.csv.gz", gzip.compress(OLD.encode() * 500)[:-30], "ends in the middle"),
        ("x.csv", b"inci_name,function\n,\n123,x\n;;,y\n", "no row of it could be used"),
    ],
)
def test_what_cannot_be_used_is_said_and_changes_nothing(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    own = tmp_path / "own"
    import_inventory(put(tmp_path, "first.csv", OLD), own)
    before = (own / "inventory.json").read_bytes()
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput, match=problem) as error:
        import_inventory(tmp_path / name, own)
    assert error.value.fix
    assert name in error.value.where
    assert (own / "inventory.json").read_bytes() == before
    assert sorted(p.name for p in own.iterdir()) == ["inventory.json", "inventory.lock"]


def test_bad_rows_are_named_with_their_lines(tmp_path: Path) -> None:
    text = OLD + ",,,\n42,1,2,3\nGOOD NAME,1,2,3,4,5\nLAST FUROZONE,,,\n"
    answer = import_inventory(put(tmp_path, "x.csv", text), tmp_path / "own")
    assert answer["names"] == 3
    assert [issue["where"].rpartition(" line ")[2] for issue in answer["issues"]] == ["5", "6"]


def test_a_missing_file_and_a_folder_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        import_inventory(tmp_path / "none.csv", tmp_path / "own")
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BadInput, match="cannot be written"):
        import_inventory(put(tmp_path, "x.csv", OLD), tmp_path / "taken")


SMALL_DISK = """
import resource, sys
from pathlib import Path
from milium.adapters.alone import alone
from milium.adapters.inventory.own import import_inventory
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
import_inventory(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_full_disk_leaves_the_old_one_whole(tmp_path: Path) -> None:
    own = tmp_path / "own"
    import_inventory(put(tmp_path, "first.csv", OLD), own)
    before = (own / "inventory.json").read_bytes()
    more = put(tmp_path, "more.csv", OLD + "".join(f"FUROZ {n},,,\n" for n in range(500)))
    command = [sys.executable, "-c", SMALL_DISK, str(more), str(own)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "cannot be written" in run.stderr
    assert ((own / "inventory.json").read_bytes(), sorted(p.name for p in own.iterdir())) == (
        before,
        ["inventory.json", "inventory.lock"],
    )


def test_a_broken_own_file_is_said_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inventory.json").write_text('{"names": [["A"')
    assert "inventory" not in open_knowledge(own=tmp_path).pack()
    assert "Import the inventory again" in capsys.readouterr().err
    import_inventory(put(tmp_path, "x.csv", OLD), tmp_path)
    assert open_knowledge(own=tmp_path).pack()["inventory"]


def test_the_real_tables_come_in_whole(shared: Path, tmp_path: Path) -> None:
    data = shared / "data" / "audit"
    answer = import_inventory(data / "cosing_2020.csv.gz", tmp_path)
    assert (answer["names"] > 28_000, answer["rejected"]) == (True, 0)
    for annex in ("II", "III", "IV", "V", "VI"):
        answer = import_inventory(data / f"eu_annex_{annex}.csv.gz", tmp_path)
        assert (answer["table"], answer["rejected"] <= 1) == (annex, True)
    limits = open_knowledge(own=tmp_path).audit.judging.eu_limits
    assert bound_pct(limits["PHENOXYETHANOL"]) == 1.0
    assert bound_pct(limits["HOMOSALATE"]) is not None
    assert json.loads((tmp_path / "inventory.json").read_text())["digest"]


def test_two_imports_at_once_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "own"
    path = put(tmp_path, "x.csv", OLD)
    with alone(own / "inventory.lock", "import"), pytest.raises(BadInput, match="another import is running") as error:
        import_inventory(path, own)
    assert "Wait" in error.value.fix
    assert import_inventory(path, own)["names"] == 2


def test_names_classed_at_the_import_are_those_of_a_start(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", OLD + "FUROZICA XYLLA SEED OIL,,,\nFUROZYL PALMITATE,,,Solvent\n")
    import_inventory(path, tmp_path / "plain")
    import_inventory(path, tmp_path / "ready", ready_inventory)
    plain, ready = (open_knowledge(own=tmp_path / name).audit.names for name in ("plain", "ready"))
    assert plain.names == ready.names
    for name in plain.names[-3:]:
        one, two = plain.fact(name), ready.fact(name)
        assert one is not None
        assert two is not None
        assert (one.kind, one.film, one.tags, one.basis) == (two.kind, two.film, two.tags, two.basis)
    assert "rows" in json.loads((tmp_path / "ready" / "inventory.json").read_text())


def test_names_classed_for_another_pack_are_classed_anew(tmp_path: Path) -> None:
    import_inventory(put(tmp_path, "x.csv", OLD), tmp_path, ready_inventory)
    data = json.loads((tmp_path / "inventory.json").read_text())
    (tmp_path / "inventory.json").write_text(json.dumps({**data, "rows": [["JUNK"] * 12], "rows_of": "another"}))
    names = open_knowledge(own=tmp_path).audit.names
    assert ("FUROZOLIC GLOSSATE" in names, "JUNK" in names) == (True, False)
