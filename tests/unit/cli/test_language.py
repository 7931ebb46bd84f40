"""The command line in another language: other words, the same keys, whatever the machine's locale says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from milium.adapters.packfiles import load_knowledge

ROOT = Path(__file__).resolve().parents[3]
ANA = ROOT / "example" / "ana.yaml"


def milium(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MILIUM", "LANG", "LC_"))}
    command = [sys.executable, "-m", "milium", *words]
    paths = {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, env={**env, **paths, **more}, capture_output=True, text=True, check=False)


def keys(value: object) -> object:
    """Return what an outside program relies on: keys, numbers, ids and dates, without the words people read."""
    said = {"says", "next_step", "do", "because", "unknown", "reasons", "tell", "language"}
    if isinstance(value, dict):
        return {key: keys(one) for key, one in value.items() if key not in said}
    return [keys(one) for one in value] if isinstance(value, list) else value


def test_the_words_are_spanish_and_everything_else_is_the_same() -> None:
    english, spanish = (milium("plan", str(ANA), "--json", *more) for more in ((), ("--lang", "es")))
    one, two = json.loads(english.stdout), json.loads(spanish.stdout)
    assert two["pack"]["language"] == "es"
    assert "language" not in one["pack"]
    assert keys(one) == keys(two)
    assert one["holds"][0]["says"] != two["holds"][0]["says"]


def test_the_variable_chooses_and_the_option_wins() -> None:
    assert "Esta noche, " in milium("plan", str(ANA), MILIUM_LANG="es").stdout
    assert "Tonight, " in milium("plan", str(ANA), "--lang", "en", MILIUM_LANG="es").stdout


def test_the_locale_of_the_machine_changes_nothing() -> None:
    plain = milium("plan", str(ANA), "--json")
    assert milium("plan", str(ANA), "--json", LANG="es_MX.UTF-8", LC_ALL="es_ES.UTF-8").stdout == plain.stdout


@pytest.mark.parametrize(("words", "more"), [(("--lang", "xx"), {}), ((), {"MILIUM_LANG": "xx"})])
def test_a_language_that_is_not_there_is_said_with_what_there_is(words: tuple[str, ...], more: dict[str, str]) -> None:
    done = milium("plan", str(ANA), *words, **more)
    assert done.returncode == 2
    assert done.stdout == ""
    assert '"xx"' in done.stderr
    assert "en, es" in done.stderr
    assert "Traceback" not in done.stderr


def test_dates_are_said_in_words_of_the_language() -> None:
    words = load_knowledge("es").texts
    month = words.get("terminal_date.month_3").says
    assert words.get("terminal_date.full", day=16, month=month, year=2026).says == "16 de mar de 2026"
    assert "lun 16 de mar" in milium("plan", str(ANA), "--today", "2026-03-16", "--lang", "es").stdout


def test_what_a_language_lacks_is_listed() -> None:
    done = milium("packs", "locale", "es", "--json")
    assert json.loads(done.stdout).keys() == {"done", "missing", "stale", "unknown"}
    assert "es: " in milium("packs", "locale", "es").stdout
    assert milium("packs", "locale", "xx").returncode == 2
