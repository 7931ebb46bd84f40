"""Read the templates and the static files of the pages."""

from functools import cache
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "pages"


@cache
def templates() -> dict[str, str]:
    """Return every template by name."""
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((PAGES / "templates").glob("*.html"))}


@cache
def static_files() -> dict[str, bytes]:
    """Return every static file by name."""
    return {p.name: p.read_bytes() for p in sorted((PAGES / "static").iterdir()) if p.is_file()}
