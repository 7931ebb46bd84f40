"""The wheel in an empty environment, far from the repository."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("src", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
LABEL = "Night cream\n\nIngredients: Aqua, Paraffinum Liquidum, Lanolin, Glycerin, Petrolatum, Phenoxyethanol, Parfum"
pytestmark = pytest.mark.slow


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "MILIUM"))}
    return subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources that holds nothing compiled."""
    copy = tmp_path_factory.mktemp("sources")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("_compiled", "__pycache__"))
        else:
            shutil.copy(source, copy / name)
    done = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"], copy)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((copy / "out").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, and nothing but what it asks for, in an empty environment; return its folder."""
    home = tmp_path_factory.mktemp("elsewhere")
    run([sys.executable, "-m", "venv", "--without-pip", "env"], home)
    python = str(home / "env" / "bin" / "python")
    done = run([sys.executable, "-m", "pip", "--python", python, "install", "-q", str(wheel)], home)
    if done.returncode:
        reach = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", "reach", "markupsafe"]
        assert run(reach, home).returncode, done.stderr  # the index is there, so the wheel is at fault
        pytest.skip("no package index can be reached")
    (home / "label.txt").write_text(LABEL, encoding="utf-8")
    return home


def milium(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run([str(home / "env" / "bin" / "milium"), *words], home)


def test_the_wheel_holds_packs_compiled_and_as_sources_and_no_secret(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "milium/packs/_compiled/meta.json" in names
    assert "milium/packs/safety/limits.yaml" in names
    assert "milium/py.typed" in names
    assert not [name for name in names if name.endswith((".sqlite3", ".key", ".pyc", ".pickle", ".pkl"))]
    assert not [name for name in names if name.startswith("milium/packs/") and name.endswith(".py")]


def test_an_installed_milium_audits_a_label_without_yaml(installed: Path) -> None:
    done = milium(installed, "audit", "label.txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("SWAP  Label")
    assert not done.stderr
    code = "import sys; from milium.cli import main; main(['audit', 'label.txt']); sys.exit('yaml' in sys.modules)"
    assert run([str(installed / "env" / "bin" / "python"), "-c", code], installed).returncode == 0


def test_an_installed_milium_shows_the_worked_example(installed: Path) -> None:
    done = milium(installed, "demo")
    assert done.returncode == 0, done.stderr
    assert "Tonight" in done.stdout
    assert not done.stderr


def test_the_base_install_needs_no_extra_and_says_what_the_app_needs(installed: Path) -> None:
    listed = run(
        [sys.executable, "-m", "pip", "--python", str(installed / "env" / "bin" / "python"), "list"], installed
    )
    packages = {line.split()[0].lower() for line in listed.stdout.splitlines()[2:] if line.strip()}
    assert packages == {"milium", "jinja2", "markupsafe", "pyyaml"}
    done = milium(installed, "serve")
    assert done.returncode == 2
    assert "milium[web]" in done.stderr
    assert "Traceback" not in done.stderr


def test_packs_check_passes_in_the_installed_wheel(installed: Path) -> None:
    done = milium(installed, "packs", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_installed_command_speaks_spanish_without_the_tool_that_reads_translations(installed: Path) -> None:
    done = milium(installed, "audit", "label.txt", "--lang", "es")
    assert done.returncode == 0, done.stderr
    assert "Esto es información, no un diagnóstico." in done.stdout
    absent = run([str(installed / "env" / "bin" / "python"), "-c", "import polib"], installed)
    assert "ModuleNotFoundError" in absent.stderr
