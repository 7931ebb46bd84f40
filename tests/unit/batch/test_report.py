"""The page about a catalogue: its plots, its words, and that it asks nobody for anything."""

import re
from pathlib import Path

import pytest

import catalogs
from milium.batch.report import write_report
from milium.batch.run import Order, audit_catalog
from milium.batch.trouble import CatalogRefused


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    rows = [*catalogs.rows(24), {"id": "x", "name": "", "category": "<b>", "text": "Aqua, Lanolin, Petrolatum"}]
    rows[3]["text"] = ""
    audit_catalog(Order(catalogs.as_csv(folder / "labels & more.csv", rows), folder / "out", rows=10))
    return write_report(folder / "out").read_text(encoding="utf-8")


def test_the_page_shows_the_plots(page: str) -> None:
    assert re.findall(r"<h2>([^<]+)</h2>", page) == [
        "What the audit says",
        "Labels with each kind of active",
        "Heavy films by category",
        "How long the lists are",
        "Names we do not know",
        "Why rows were left out",
    ]
    assert page.count("<svg") > 12
    assert "the label is empty." in page


def test_the_page_asks_no_other_host_and_runs_no_script(page: str) -> None:
    assert re.findall(r"(?:src|href)=\"(?!data:)[^\"]*", page) == []
    assert "url(" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page


def test_what_a_catalogue_says_is_never_taken_for_a_page(page: str) -> None:
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "labels &amp; more.csv" in page


def test_a_folder_without_finished_results_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogRefused, match="holds no results"):
        write_report(tmp_path)
    audit_catalog(Order(catalogs.as_csv(tmp_path / "a.csv", catalogs.rows(2)), tmp_path / "out"))
    (tmp_path / "out" / "summary.json").unlink()
    with pytest.raises(CatalogRefused, match="not finished"):
        write_report(tmp_path / "out")
