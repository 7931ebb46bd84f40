"""The command line: read input, call care, show the answer. Nothing is decided here."""

from milium.cli.main import main

__all__ = ["main"]
