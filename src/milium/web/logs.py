"""Log lines that say where something broke and never what anybody entered."""

import logging
import traceback


class NothingPersonal(logging.Formatter):
    """Writes time, level, logger and, for an error, its kind and the lines of code it came through.

    The message itself is left out: it may hold a path, a label, an answer.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line for a record."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}"
        status = getattr(record, "status_code", None)
        if status is not None:
            line += f" {status}"
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            places = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(frames[-4:]))
            line += f" {record.exc_info[0].__name__} at {places}"
        return line
