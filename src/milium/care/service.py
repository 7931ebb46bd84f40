"""The use cases: one method each, plain data in, plain data out, the same words in every shell."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from milium.care.desk import Desk

if TYPE_CHECKING:
    from milium.care.reminders import Given, Manner


class Care(Desk):
    """What milium does for people.

    Each use case is imported where it is called, so that a cold command reads only its own part.

    Args:
        knowledge: The pack.
        clock_today: Gives the person's date when neither the caller nor the case says it.
        program: Version of milium, for the records of plans that were shown.
        code: Gives the hash of the code that plans and checks, for the record of a fault of ours.
    """

    def identify(self, data: Mapping[str, object]) -> dict[str, Any]:
        """Say what the bumps may be, how soon someone should look, and what to ask next.

        Args:
            data: `{id?, answers: {...}}`; a whole case works too.

        Raises:
            BadInput: `data` holds no keys and values.
        """
        from milium.care.identifying import identified

        return identified(self, data)

    def explain(self, data: Mapping[str, object]) -> dict[str, Any]:
        """Answer as `identify`, and say what would change our mind and what looks alike.

        Args:
            data: `{id?, answers: {...}}`; a whole case works too.

        Returns:
            The keys of `identify`; `changes: [{question, answer, triage, same_day, facts}]`, every single
            answer that would raise the level, most urgent first; `lookalikes: [{pair, must_ask, question,
            answers: [{condition, answer}]}]`, the likelier first: the one question that splits the likeliest
            condition from each.

        Raises:
            BadInput: `data` holds no keys and values.
        """
        from milium.care.explaining import explained

        return explained(self, data)

    def audit(self, data: Mapping[str, object]) -> dict[str, Any]:
        """Read one label and judge it for this person and this use.

        Args:
            data: `{id?, text, name?, use?, where?, strength_pct?, ph?, spf?, person?}`; with `gtin`
                instead of `text` the product is looked up on the shelf of `person`, else in the
                person's own table, and `found_in` says where it was.

        Raises:
            BadInput: `text` is missing or is not text; no product with that barcode is known.
        """
        from milium.care.audits import audited

        if isinstance(data, Mapping) and data.get("gtin") is not None and data.get("text") is None:
            from milium.care.barcodes import row_by_barcode

            row, found_in = row_by_barcode(self, data)
            return {**audited(self, row), "gtin": row["gtin"], "found_in": found_in}
        return audited(self, data)

    def by_barcode(self, data: Mapping[str, object]) -> dict[str, Any] | None:
        """Return a product by its barcode as a row of the audit, from the shelf or the person's own table.

        Args:
            data: `{gtin, person?}`.

        Raises:
            BadInput: It is no barcode, or its check digit is wrong.
        """
        from milium.care.barcodes import known_by

        return known_by(self, data)

    def suspects(self, data: Mapping[str, object], *, today: date | None = None) -> dict[str, Any]:
        """Answer "which of my creams?": suspects in time order, one change, and the next count.

        Args:
            data: A case; its products say `used_since`, `where` and `texture`, it says `bumps_since`.
            today: Wins over the case's own date.

        Raises:
            BadInput: The case or its date cannot be read at all.
        """
        from milium.care.suspecting import suspected

        return suspected(self, data, today)

    def shelf_view(self, data: Mapping[str, object], *, today: date | None = None) -> dict[str, Any]:
        """Show the shelf as a whole: which product fills which role, what is missing, what is there twice.

        Raises:
            BadInput: The case or its date cannot be read at all.
        """
        from milium.care.shelving import shelf_view

        return shelf_view(self, data, today)

    def with_one_more(
        self, data: Mapping[str, object], item: Mapping[str, object], *, today: date | None = None
    ) -> dict[str, Any]:
        """Say what would change on the shelf and in the plan if a product were added.

        Args:
            data: A case.
            item: `{text, name?, use?, where?, strength_pct?, ph?, spf?}`.
            today: Wins over the case's own date.

        Raises:
            BadInput: The case cannot be read at all, or the product has no text.
        """
        from milium.care.shelving import with_one_more

        return with_one_more(self, data, item, today)

    def compare(
        self, one: Mapping[str, object], two: Mapping[str, object], person: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        """Put two products side by side: facts beside facts, never a score.

        Args:
            one: A row as of the audit.
            two: Another one.
            person: A case; without it both are judged for an adult with bumps on the cheeks.

        Raises:
            BadInput: One of the two has no text.
        """
        from milium.care.side_by_side import compared

        return compared(self, one, two, person)

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

    def progress(self, data: Mapping[str, object], *, today: date | None = None) -> dict[str, Any]:
        """Say what the counts tell: improving, worse, not improving, or honestly unclear.

        Args:
            data: `{id?, counts: [{date, count, adherence}]}`, or a case with counts in its log.
            today: Wins over the data's own date.

        Raises:
            BadInput: There are no counts and no case, or a case cannot be read at all.
        """
        from milium.care.progress import progressed

        return progressed(self, data, today)

    def calendar(
        self,
        data: Mapping[str, object],
        *,
        today: date | None = None,
        manner: "Manner | None" = None,
        given: "Mapping[str, Given] | None" = None,
    ) -> dict[str, Any]:
        """Return the reminders of a case for a calendar: firm evenings, check-ins, counts and the review.

        Args:
            data: A case.
            today: Wins over the case's own date.
            manner: At what time, and whether evenings say what to do; nine and no when None.
            given: What a calendar was given before, by key; versions rise where it differs.

        Returns:
            `reminders: [{key, date, time, minutes, title, note, version, gone}]`, and `fault` as `plan` has it.

        Raises:
            BadInput: The case or its date cannot be read at all.
        """
        from milium.care.reminders import Manner, reminders
        from milium.care.settings import USUAL

        return reminders(self, data, today, manner or Manner(USUAL), given or {})

    def check(self, plan: object, data: Mapping[str, object], *, today: date | None = None) -> dict[str, Any]:
        """Check any plan in our JSON against a case; nothing the plan claims is believed.

        Raises:
            BadInput: The plan or the case cannot be read at all.
        """
        from milium.care.planning import check_plan

        return check_plan(self, plan, data, today)

    def prove(self, *, with_faults: bool = True) -> dict[str, Any]:
        """Search every reachable state of controller and planner, with the checker beside it; takes minutes.

        Args:
            with_faults: Also seed every fault; each must be caught.

        Raises:
            KnowledgeMissing: The tables of the safety rules are broken.
        """
        from milium.proof import prove

        return {"pack": self.knowledge.pack(), **prove(self.knowledge.safety, with_faults=with_faults)}

    def record(
        self, data: Mapping[str, object], *, today: date | None = None, weeks: int | None = None
    ) -> dict[str, Any]:
        """Return the entry of the log that keeps the plan of a day, for `replay` to compare with.

        Args:
            data: A case.
            today: Day of the plan; wins over the case's own.
            weeks: Length of the plan, as in `plan`.

        Returns:
            `{kind: shown, date, plan}`, and `numbers` of the pack where no earlier entry holds them.

        Raises:
            BadInput: The case or its date cannot be read at all, or `weeks` is out of range.
        """
        from milium.care.replay import record

        return record(self, data, today, weeks)

    def replay(self, data: Mapping[str, object], *, today: date | None = None) -> dict[str, Any]:
        """Make every past week again from the log and compare it with the plan that was shown then.

        Args:
            data: A case; the `shown` entries of its log say what was shown.
            today: The day up to which weeks are past; wins over the case's own.

        Returns:
            `weeks: [{week, from, to, result, plans}]` with `result` same, differs or derived (no
            record, so nothing to compare), `counts`, `packs`, `faults`, `always_known`.

        Raises:
            BadInput: The case or its date cannot be read at all.
        """
        from milium.care.replay import replay

        return replay(self, data, today)
