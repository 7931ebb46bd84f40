"""Tell how far a run is: a bar with rate and time left, on standard error."""

import sys
from typing import TextIO

_WIDTH = 30
_SECONDS_BETWEEN = 0.5
_SECONDS_BETWEEN_LINES = 10.0


class Progress:
    """A line that is written over and over on a terminal, and now and then elsewhere.

    Args:
        now: Seconds of a clock that never goes back.
        to: Where to write; standard error when None.
    """

    def __init__(self, now: float, to: TextIO | None = None) -> None:
        self._to = to or sys.stderr
        self._began = self._last = now
        self._terminal = self._to.isatty()

    def show(self, rows: int, new: int, share: float | None, now: float) -> None:
        """Show the state, unless it was shown just before.

        Args:
            rows: Rows finished, also by earlier runs.
            new: Rows finished by this run.
            share: Share of the catalogue, 0-1; None = not known.
            now: Seconds of the clock.
        """
        between = _SECONDS_BETWEEN if self._terminal else _SECONDS_BETWEEN_LINES
        if now - self._last < between:
            return
        self._last = now
        line = told(rows, new, share, now - self._began)
        self._to.write(f"\r{line}\x1b[K" if self._terminal else f"{line}\n")
        self._to.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._terminal:
            self._to.write("\r\x1b[K")
            self._to.flush()


def told(rows: int, new: int, share: float | None, seconds: float) -> str:
    """Return the line: bar, rows, rate, time left.

    >>> told(500_000, 500_000, 0.5, 10.0)
    '[###############...............]  50 %  500,000 rows  50,000 rows/s  0:10 left'
    """
    rate = new / seconds if seconds > 0 else 0.0
    head = ""
    if share is not None:
        full = round(share * _WIDTH)
        head = f"[{'#' * full}{'.' * (_WIDTH - full)}] {share:4.0%}".replace("%", " %") + "  "
    left = ""
    if share and rate and share < 1:
        left = f"  {_clock((rows / share - rows) / rate)} left"
    return f"{head}{rows:,} rows  {rate:,.0f} rows/s{left}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
