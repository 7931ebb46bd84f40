"""`import milium` is quick, needs no extra, and shows a dozen names."""

import subprocess
import sys

import pytest

import milium

HEAVY = {"yaml", "jinja2", "django", "numpy", "milium.care", "milium.engine", "milium.knowledge", "json"}


def test_importing_milium_loads_nothing_else() -> None:
    code = "import sys, milium; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_every_public_name_is_there_and_listed() -> None:
    assert dir(milium) == sorted(milium.__all__)
    assert len(milium.__all__) <= 16
    for name in milium.__all__:
        assert getattr(milium, name) is not None


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(AttributeError, match="audit"):
        milium.adit  # noqa: B018


def test_the_verbs_give_the_same_words_as_the_command_line() -> None:
    found = milium.audit("Ingredients: Aqua, Lanolin, Petrolatum, Glycerin")
    assert found["verdict"] in {"keep", "swap", "stop", "ask"}
    with pytest.raises(milium.BadInput):
        milium.audit({"name": "no text"})
