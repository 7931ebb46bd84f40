"""One object that holds the knowledge; each part is built on first use."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from milium.domain.findings import Fact, Issue, Source
from milium.errors import KnowledgeMissing

if TYPE_CHECKING:
    from milium.domain.audit_facts import AuditFacts
    from milium.domain.identify_facts import IdentifyFacts
    from milium.domain.safety import SafetyFacts
    from milium.domain.texts import Texts
    from milium.domain.vocabulary import Vocabulary


class Knowledge:
    """The pack, part by part. A broken part raises `KnowledgeMissing`, which care turns into a hold.

    The builders are imported where they are used, so that a cold command reads only its own part.

    Args:
        load: Part name ("safety", "identify", "audit", "texts", "facts", "case") -> path inside
            the pack ("safety/limits.yaml") -> parsed content.
        version: Version of the pack.
        hash: Hash over all source files of the pack.
        reviewed: Who reviewed it and when; None until a real clinician signs.
    """

    def __init__(
        self,
        load: Callable[[str], Mapping[str, Any]],
        *,
        version: str,
        hash: str,
        reviewed: Mapping[str, str] | None,
    ) -> None:
        self._load = load
        self.version, self.hash, self.reviewed = version, hash, reviewed

    def pack(self) -> dict[str, object]:
        """Return what every answer says about the pack."""
        return {"version": self.version, "hash": self.hash, "reviewed": self.reviewed}

    @cached_property
    def safety(self) -> "SafetyFacts":
        """Return the facts of the safety rules."""
        from milium.knowledge.safety import build_safety

        return self._part("safety", build_safety)

    @cached_property
    def identify(self) -> "IdentifyFacts":
        """Return questions, conditions, likelihoods, priors and red flags."""
        from milium.knowledge.identify import build_identify

        return self._part("identify", build_identify)

    @cached_property
    def audit(self) -> "AuditFacts":
        """Return ingredient names, headings, roles and findings."""
        from milium.knowledge.audit import build_audit

        return self._part("audit", build_audit)

    @cached_property
    def texts(self) -> "Texts":
        """Return the sentences people read, each with its facts."""
        from milium.knowledge.texts import build_texts

        return self._part("texts", build_texts)

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """Return the closed word lists of a case."""
        from milium.knowledge.vocabulary import build_vocabulary

        return self._part("case", build_vocabulary)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Return every fact by id, with its sources."""
        from milium.knowledge.library import build_facts

        return self._part("facts", build_facts)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Return every source by id."""
        from milium.knowledge.library import build_sources

        return self._part("facts", build_sources)

    def _part(self, part: str, build: Callable[[Mapping[str, Any], list[Issue]], Any]) -> Any:
        issues: list[Issue] = []
        facts = build(self._load(part), issues)
        if facts is None:
            first = issues[0] if issues else Issue(f"packs/{part}", "cannot be read.", "Install milium again.")
            raise KnowledgeMissing(first.problem, where=first.where, fix=first.fix)
        return facts
