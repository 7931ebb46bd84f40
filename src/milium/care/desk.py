"""What every use case reaches for: the pack, the date, and labels that are read once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from milium.errors import BadInput
from milium.knowledge import Knowledge
from milium.knowledge.reading import shorten

if TYPE_CHECKING:
    from milium.care.cases import CaseReading
    from milium.care.ports import Products
    from milium.domain.case import Case
    from milium.domain.label import Product, Reading, ShelfItem

LABELS_REMEMBERED = 512


class Desk:
    """The knowledge, the person's date, and a memory of labels.

    Readers are imported where they are called, so that a cold command reads only its own part.

    Args:
        knowledge: The pack.
        clock_today: Gives the person's date when neither the caller nor the case says it.
        program: Version of milium, for the records of plans that were shown.
        code: Gives the hash of the code that plans and checks, for the record of a fault of ours.
        products: The person's table of products, for barcodes; None = there is none.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        clock_today: Callable[[], date],
        program: str = "",
        code: Callable[[], str] = str,
        products: "Products | None" = None,
    ) -> None:
        self.knowledge, self.program, self.code, self.known_products = knowledge, program, code, products
        self.clock_today = clock_today
        self._read_label = lru_cache(LABELS_REMEMBERED)(self._read_label_once)

    def read(self, data: object, today: date | None = None) -> "CaseReading":
        """Read a case; see `care.cases.read_case`."""
        from milium.care.cases import read_case

        if not isinstance(data, Mapping):
            problem = f"expected keys and values, got {shorten(data)}."
            raise BadInput(problem, where="case", fix="Write key: value lines.")
        knowledge = self.knowledge
        reading = read_case(data, knowledge.vocabulary, knowledge.identify, today=today, clock_today=self.clock_today())
        if not reading.case.entries("count"):
            return reading
        from milium.care.counts import progress_of

        return replace(reading, case=replace(reading.case, progress=progress_of(reading.case, knowledge.track)))

    def read_label(self, text: str) -> "Reading":
        """Read a label text; the same text is read once."""
        return self._read_label(text)

    def _read_label_once(self, text: str) -> "Reading":
        from milium.engine.audit import read_label

        return read_label(text, self.knowledge.audit)

    def classed(self, item: "ShelfItem") -> "Product":
        """Return a shelf item with its label read and classed."""
        from milium.engine.audit import class_product

        return class_product(item, self.read_label(item.label), self.knowledge.audit.judging, self.knowledge.safety)

    def products(self, case: "Case") -> dict[str, "Product"]:
        """Return every product that is or was on the shelf, read and classed, by shelf id.

        Those of the past give their ticks a meaning; only `case.shelf_on(today)` may be planned.
        """
        return {item.id: self.classed(item) for item in case.shelf_ever()}

    def shelf(self, case: "Case") -> tuple["Product", ...]:
        """Return the products that are on the shelf today, read and classed, sorted by id."""
        products = self.products(case)
        return tuple(products[item.id] for item in case.shelf_on(case.today))
