"""The one place that picks adapters: knowledge from the packs, the machine's clock, and care upon them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from milium.adapters.products.table import ProductTable
    from milium.care import Care


def care(language: str | None = None) -> "Care":
    """Return the use cases over the installed packs; the date is this machine's until something says otherwise.

    Args:
        language: Code of the language of the words; None = the one of this process (MILIUM_LANG).

    Raises:
        milium.BadInput: There is no such language.
    """
    from milium.adapters.datadir import spoken

    return _care(language or spoken())


@cache
def _care(language: str) -> "Care":
    from milium import __version__
    from milium.adapters.clock import SystemClock
    from milium.adapters.packfiles import load_knowledge
    from milium.care import Care

    return Care(load_knowledge(language), SystemClock().today, __version__, _code, _OwnProducts())


def _code() -> str:
    """Return the hash of the code that plans and checks, as `milium prove` prints it."""
    from milium.proof.proving import code_hash

    return code_hash()


class _OwnProducts:
    """The person's table, opened when somebody asks for a barcode: a cold start does without it."""

    def find(self, gtin: str) -> Mapping[str, Any] | None:
        """Return a product by its 14 digits, or None."""
        return products().find(gtin)


def products(folder: "Path | None" = None) -> "ProductTable":
    """Return the person's table of products; nothing is made before something is written."""
    from milium.adapters.datadir import data_dir
    from milium.adapters.products.table import ProductTable

    return ProductTable(folder or data_dir())


def import_products(path: "Path", folder: "Path | None", told: Callable[[int], None]) -> dict[str, Any]:
    """Read a dump of products into the person's table; see `adapters.products.importing`.

    Args:
        path: JSONL, CSV or Parquet, plain or gzipped.
        folder: The data folder; the usual one when None.
        told: Is told how many rows were read.

    Raises:
        milium.BadInput: The dump or the table cannot be used; what was read is kept.
    """
    from milium.adapters.products.importing import import_products

    return import_products(path, products(folder), told)


def import_inventory(path: "Path", folder: "Path | None" = None) -> dict[str, Any]:
    """Take in the EU inventory of names, or an annex; see `adapters.inventory.own`.

    Raises:
        milium.BadInput: The table cannot be read, or the folder cannot be written.
    """
    from milium.adapters.datadir import data_dir
    from milium.adapters.inventory.own import import_inventory
    from milium.adapters.packfiles import ready_inventory

    return import_inventory(path, folder or data_dir(), ready_inventory)


def identify(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Say what bumps may be, how soon someone should look, and what to ask next.

    Args:
        answers: `{"answers": {...}}` or a whole case; a missing key means "not asked".

    Returns:
        `candidates`, `sure`, `red_flags`, `triage`, `next_question`, `facts`, `pack`, `issues`.

    Raises:
        milium.BadInput: Nothing usable could be read.
    """
    return care().identify(answers)


def audit(label: str | Mapping[str, Any], person: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Judge one product by its label: keep, swap, stop or ask.

    Args:
        label: The text of the label, or `{"text": ..., "name", "use", "where", "strength_pct", "ph", "spf"}`.
        person: A case; without it the verdict holds for an adult with bumps on the cheeks.

    Returns:
        `verdict`, `findings`, `ingredients` with offsets into the text, `actives`, `families`, `unknown`, ...

    Raises:
        milium.BadInput: There is no text.
    """
    item = {"text": label} if isinstance(label, str) else label
    return care().audit(item if person is None else {**item, "person": person})


def plan(case: Mapping[str, Any], today: date | None = None, weeks: int | None = None) -> dict[str, Any]:
    """Plan from `today` on: two weeks firm, the rest a projection, checked before it is shown.

    Args:
        case: A case, as in docs/cli.md.
        today: First day; wins over the case's own date.
        weeks: Length in weeks; the pack's usual length when None.

    Returns:
        `decision`, `options`, `holds`, `days`, `checked`, `facts`, `pack`, `issues`.

    Raises:
        milium.BadInput: The case or its date cannot be read at all.
    """
    return care().plan(case, today=today, weeks=weeks)


def why(case: Mapping[str, Any], day: date, product: str, today: date | None = None) -> dict[str, Any]:
    """Say which rules, if any, keep a product off an evening.

    Raises:
        milium.BadInput: The product is not on the shelf, or the day is outside the plan.
    """
    return care().why(case, day, product, today=today)


def progress(counts: Mapping[str, Any], today: date | None = None) -> dict[str, Any]:
    """Say what counts of the bumps tell, with their error.

    Args:
        counts: `{"counts": [{"date", "count", "adherence"}]}`, or a case with counts in its log.
        today: Counts dated later are left out and reported.

    Returns:
        `decision` (improving, worse, not_improving, unclear), `change`, `looks`, `next`, `says`, ...

    Raises:
        milium.BadInput: There are no counts and no case.
    """
    return care().progress(counts, today=today)


def check(plan: Mapping[str, Any], case: Mapping[str, Any], today: date | None = None) -> dict[str, Any]:
    """Check any plan, ours or not, against the safety rules.

    Returns:
        `violations`: each with its rule, date, slot and evidence; [] when nothing was found.

    Raises:
        milium.BadInput: The plan or the case cannot be read at all.
    """
    return care().check(plan, case, today=today)


def replay(case: Mapping[str, Any], today: date | None = None) -> dict[str, Any]:
    """Make every past week of a case again and compare it with the plan that was shown then.

    Args:
        case: A case whose log holds `shown` entries; a week without one is derived, not compared.
        today: The day up to which weeks are past; wins over the case's own date.

    Returns:
        `weeks`, each with `result` (same, differs, derived) and its `plans`, `counts`, `packs`, `faults`.

    Raises:
        milium.BadInput: The case or its date cannot be read at all.
    """
    return care().replay(case, today=today)


def prove(*, with_faults: bool = True) -> dict[str, Any]:
    """Search every reachable state of controller and planner, with the checker beside it; takes minutes.

    Returns:
        `machines`, `states`, `transitions`, `rules`, `violations` and `seeded_faults`, as `milium prove --json`.

    Raises:
        milium.KnowledgeMissing: The tables of the safety rules are broken.
    """
    return care().prove(with_faults=with_faults)
