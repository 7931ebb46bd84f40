"""No committed file may name a place only its author can reach."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
# Where packages are fetched from is the reader's business: a lock file holds names, versions and hashes.
DOWNLOAD = re.compile(r"(--(extra-)?index-url|--find-links|--trusted-host|file:/|://|@ )")
HOME = re.compile(r"(?<![\w.])/(work|root|home|Users|opt|tmp)/\w")


def committed() -> list[Path]:
    """Return the files of the repository; all files when it is no repository (an unpacked archive)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


def lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:  # a picture
        return []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_host(name: str) -> None:
    found = [line for line in lines(ROOT / name) if DOWNLOAD.search(line)]
    assert not found


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_in_a_lock_file_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64}", text, flags=re.MULTILINE)
    assert pins
    assert len(pins) == len(re.findall(r"^[\w.-]+==", text, flags=re.MULTILINE))


def test_no_committed_file_holds_a_path_of_one_machine() -> None:
    mine = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in committed()
        if path != mine and path.suffix != ".lock"
        for number, line in enumerate(lines(path), 1)
        if HOME.search(line) and "#!/" not in line
    ]
    assert not found


def test_uv_lock_is_ignored_because_it_names_hosts() -> None:
    assert "/uv.lock" in lines(ROOT / ".gitignore")
    assert not [path for path in committed() if path.name == "uv.lock"]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in (
        ("requirements.lock", [*project["dependencies"], *extras["web"]]),
        ("requirements-dev.lock", [*project["dependencies"], *extras["web"], *extras["dev"]]),
    ):
        pinned = {line.partition("==")[0] for line in lines(ROOT / lock)}
        names = {re.split(r"[<>=\[ ]", entry)[0].lower() for entry in wanted} - {"milium"}
        assert names <= pinned, f"{lock}: {names - pinned} missing; run make lock"
