"""Where the person's own data lies, and which language this process speaks."""

import os
from pathlib import Path

VARIABLE, USUAL = "MILIUM_DATA", "var"
LANGUAGE, ENGLISH = "MILIUM_LANG", "en"


def data_dir() -> Path:
    """Return the folder that MILIUM_DATA names, else var."""
    return Path(os.environ.get(VARIABLE) or USUAL)


def spoken() -> str:
    """Return the language that MILIUM_LANG names, else English; the locale of the machine changes no answer."""
    return os.environ.get(LANGUAGE) or ENGLISH


def speak(code: str) -> None:
    """Let this process, and those it starts, speak a language from now on."""
    os.environ[LANGUAGE] = code
