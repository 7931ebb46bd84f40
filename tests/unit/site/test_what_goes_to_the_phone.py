"""Whatever our code imports goes to the phone too, and nothing of a computer does."""

import ast
import re
import sys
from pathlib import Path

from milium import wiring
from milium.site import frozen, policy
from milium.site.screens import news


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


def test_every_module_of_the_library_that_our_code_imports_is_kept() -> None:
    taken, left = frozen.kept()
    missing = {
        (name, module)
        for name, path in frozen._sources()
        if name.startswith("milium/")
        for module in imports(path)
        if module.partition(".")[0] in sys.stdlib_module_names
        and module.partition(".")[0] not in sys.builtin_module_names
        and module not in {"math", "unicodedata", "_io"}  # inside the interpreter there
        and (module.partition(".")[0] not in taken or module in left)
    }
    assert missing == set()


def test_every_module_of_ours_that_is_imported_goes_along() -> None:
    names = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name, _ in frozen._sources()}
    wanted = {
        (name, module)
        for name, path in frozen._sources()
        if name.startswith("milium/") and name != "milium/__init__.py"
        for module in imports(path)
        if module.startswith("milium.") and module not in names
    }
    # `prove` takes minutes and a computer; care asks for it only when it is asked.
    assert {module for _, module in wanted} <= {"milium.proof"}


def test_the_policy_names_no_host_and_allows_no_text_to_run() -> None:
    for line in (policy.PAGE, policy.WORKER):
        assert "http" not in line
        assert "*" not in line
        assert "'unsafe" not in line
    assert policy.headers_of("worker.js")["Content-Security-Policy"] == policy.WORKER
    assert policy.headers_of("app.js")["Content-Security-Policy"] == policy.PAGE


def test_every_line_of_advice_in_the_change_notes_is_told_in_a_persons_words() -> None:
    notes = (Path(__file__).resolve().parents[3] / "CHANGELOG.md").read_text(encoding="utf-8")
    parts = re.findall(r"^### Advice\n(.*?)(?=^#|\Z)", notes, re.DOTALL | re.MULTILINE)
    lines = [line for part in parts for line in re.findall(r"^- .*", part, re.MULTILINE)]
    keys = news(wiring.care().knowledge.texts)
    assert keys == [f"news.{n:03}" for n in range(len(lines), 0, -1)], (
        "packs/texts/screens_news.yaml: one for each line"
    )
