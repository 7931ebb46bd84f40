"""Where the person's own data lies."""

import os
from pathlib import Path

VARIABLE, USUAL = "MILIUM_DATA", "var"


def data_dir() -> Path:
    """Return the folder that MILIUM_DATA names, else var."""
    return Path(os.environ.get(VARIABLE) or USUAL)
