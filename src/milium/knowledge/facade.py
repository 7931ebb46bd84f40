"""One object that holds the knowledge; each part is built on first use."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from milium.domain.findings import Fact, Issue, Source
from milium.errors import KnowledgeMissing

if TYPE_CHECKING:
    from milium.domain.audit_facts import AuditFacts
    from milium.domain.identify_facts import IdentifyFacts
    from milium.domain.progress import TrackFacts
    from milium.domain.safety import SafetyFacts
    from milium.domain.texts import Texts
    from milium.domain.vocabulary import Vocabulary
    from milium.knowledge.languages import Language, Translation

T = TypeVar("T")
Builder = Callable[[Mapping[str, Any], list[Issue]], T | None]
# What a builder that met data nobody thought of may raise: it fails closed, as a hold, never as a crash.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Knowledge:
    """The pack, part by part. A broken part raises `KnowledgeMissing`, which care turns into a hold.

    The builders are imported where they are used, so that a cold command reads only its own part.

    Args:
        load: Part name ("safety", "identify", "audit", "texts", "facts", "case", "track") -> path inside
            the pack ("safety/limits.yaml") -> parsed content.
        version: Version of the pack.
        digest: Hash over all source files of the pack.
        reviewed: Who reviewed it and when; None until a real clinician signs.
        inventory: Hash of the EU inventory that the person imported; None = none.
        translation: The words of another language; None = English.
    """

    def __init__(
        self,
        load: Callable[[str], Mapping[str, Any]],
        *,
        version: str,
        digest: str,
        reviewed: Mapping[str, str] | None,
        inventory: str | None = None,
        translation: "Translation | None" = None,
    ) -> None:
        self._load = load if translation is None else lambda part: translation.put_into(load(part))
        self._translation = translation
        self.version, self.hash, self.reviewed, self.inventory = version, digest, reviewed, inventory

    def pack(self) -> dict[str, object]:
        """Return what every answer says about the pack; its language where it is not English."""
        said: dict[str, object] = {"version": self.version, "hash": self.hash, "reviewed": self.reviewed}
        if self._translation is not None:
            said["language"] = self.language.code
        return {**said, "inventory": self.inventory} if self.inventory else said

    @cached_property
    def language(self) -> "Language":
        """Return the language of the words."""
        from milium.knowledge.languages import ENGLISH

        return self._translation.language if self._translation else ENGLISH

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
    def track(self) -> "TrackFacts":
        """Return the protocol of counting."""
        from milium.knowledge.track import build_track

        return self._part("track", build_track)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Return every fact by id: those of packs/facts, the safety rules, and all of the identification."""
        from milium.knowledge.library import build_facts, rule_facts

        facts = dict(self._part("facts", build_facts))
        for part in ("safety", "identify"):
            with suppress(KnowledgeMissing):  # their own part says so; the other facts stay
                facts.update(rule_facts(self._load(part)))
        with suppress(KnowledgeMissing):
            facts.update((fact.id, fact) for fact in self.identify.fact_rows)
        return facts

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Return every source by id."""
        from milium.knowledge.library import build_sources

        return self._part("facts", build_sources)

    def _part(self, part: str, build: Builder[T]) -> T:
        issues: list[Issue] = []
        files = self._load(part)
        try:
            facts = build(files, issues)
        except UNREADABLE as error:
            problem = f"cannot be understood ({type(error).__name__}: {error})."
            raise KnowledgeMissing(problem, where=f"packs/{part}", fix="Run milium packs check.") from error
        if facts is None:
            first = issues[0] if issues else Issue(f"packs/{part}", "cannot be read.", "Install milium again.")
            raise KnowledgeMissing(first.problem, where=first.where, fix=first.fix)
        return facts
