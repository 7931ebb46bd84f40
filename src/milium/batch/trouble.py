"""What may stop a catalogue run; what was finished before stays valid."""

from typing import ClassVar

from milium.errors import MiliumError

GOES_ON = "What was finished stays valid: run the same command again and it goes on from there."


class CatalogStopped(MiliumError):
    """A catalogue run could not go on; its finished parts are whole, and a rerun goes on from there."""

    code: ClassVar[str] = "catalog_stopped"


class CatalogRefused(MiliumError):
    """A catalogue run was not begun: the input, the folder or the options do not fit."""

    code: ClassVar[str] = "catalog_refused"
