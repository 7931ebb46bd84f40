"""The use cases: one method each, plain data in, plain data out, the same words in every shell."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from milium.errors import BadInput
from milium.knowledge import Knowledge
from milium.knowledge.reading import shorten

if TYPE_CHECKING:
    from milium.care.cases import CaseReading
    from milium.domain.case import Case
    from milium.domain.label import Product, Reading

LABELS_REMEMBERED = 512


class Care:
    """What milium does for people.

    Each use case is imported where it is called, so that a cold command reads only its own part.

    Args:
        knowledge: The pack.
        clock_today: Gives the person's date when neither the caller nor the case says it.
    """

    def __init__(self, knowledge: Knowledge, clock_today: Callable[[], date]) -> None:
        self.knowledge = knowledge
        self.clock_today = clock_today
        self._read_label = lru_cache(LABELS_REMEMBERED)(self._read_label_once)

    def identify(self, data: Mapping[str, object]) -> dict[str, Any]:
        """Say what the bumps may be, how soon someone should look, and what to ask next.

        Args:
            data: `{id?, answers: {...}}`; a whole case works too.

        Raises:
            BadInput: `data` holds no keys and values.
        """
        from milium.care.identifying import identified

        return identified(self, data)

    def audit(self, data: Mapping[str, object]) -> dict[str, Any]:
        """Read one label and judge it for this person and this use.

        Args:
            data: `{id?, text, name?, use?, where?, strength_pct?, ph?, spf?, person?}`.

        Raises:
            BadInput: `text` is missing or is not text.
        """
        from milium.care.audits import audited

        return audited(self, data)

    def plan(
        self, data: Mapping[str, object], *, today: date | None = None, weeks: int | None = None
    ) -> dict[str, Any]:
        """Make a plan, pass it through the gate, and say what holds and why.

        Args:
            data: A case.
            today: First day of the plan; wins over the case's own.
            weeks: Length in weeks, 1 up to the pack's most; the pack's default when None.

        Raises:
            BadInput: The case or its date cannot be read at all, or `weeks` is out of range.
        """
        from milium.care.planning import plan

        return plan(self, data, today, weeks)

    def why(
        self,
        data: Mapping[str, object],
        day: date,
        product: str,
        *,
        today: date | None = None,
        weeks: int | None = None,
    ) -> dict[str, Any]:
        """Say which rules, if any, keep a product off an evening.

        Raises:
            BadInput: The product is not on the shelf, or the day is outside the plan.
        """
        from milium.care.planning import why

        return why(self, data, day, product, today=today, weeks=weeks)

    def check(self, plan: object, data: Mapping[str, object], *, today: date | None = None) -> dict[str, Any]:
        """Check any plan in our JSON against a case; nothing the plan claims is believed.

        Raises:
            BadInput: The plan or the case cannot be read at all.
        """
        from milium.care.planning import check_plan

        return check_plan(self, plan, data, today)

    def read(self, data: object, today: date | None = None) -> "CaseReading":
        """Read a case; see `care.cases.read_case`."""
        from milium.care.cases import read_case

        if not isinstance(data, Mapping):
            problem = f"expected keys and values, got {shorten(data)}."
            raise BadInput(problem, where="case", fix="Write key: value lines.")
        knowledge = self.knowledge
        return read_case(data, knowledge.vocabulary, knowledge.identify, today=today, clock_today=self.clock_today())

    def read_label(self, text: str) -> "Reading":
        """Read a label text; the same text is read once."""
        return self._read_label(text)

    def _read_label_once(self, text: str) -> "Reading":
        from milium.engine.audit import read_label

        return read_label(text, self.knowledge.audit)

    def products(self, case: "Case") -> dict[str, "Product"]:
        """Return every product that is or was on the shelf, read and classed, by shelf id.

        Those of the past give their ticks a meaning; only `case.shelf_on(today)` may be planned.
        """
        from milium.care.audits import classed

        return {item.id: classed(item, self) for item in case.shelf_ever()}

    def shelf(self, case: "Case") -> tuple["Product", ...]:
        """Return the products that are on the shelf today, read and classed, sorted by id."""
        products = self.products(case)
        return tuple(products[item.id] for item in case.shelf_on(case.today))
