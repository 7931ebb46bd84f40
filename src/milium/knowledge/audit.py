"""Build the facts of the audit: names for reading, lists and findings for judging."""

from collections.abc import Mapping
from typing import Any

from milium.domain.audit_facts import AuditFacts
from milium.domain.findings import Issue
from milium.knowledge.judging import build_judging
from milium.knowledge.naming import build_names
from milium.knowledge.seals import audit_seals
from milium.knowledge.shelving import build_shelf


def build_audit(files: Mapping[str, Any], issues: list[Issue]) -> AuditFacts | None:
    """Build the facts of the audit, or return None and append every issue.

    Args:
        files: Path inside the pack ("audit/ingredients.csv") -> parsed content.
        issues: Collected problems.
    """
    names = build_names(files, issues)
    judging = build_judging(files, issues)
    shelf = build_shelf(files, issues)
    if names is None or judging is None or shelf is None:
        return None
    broken = list(audit_seals(files))
    issues.extend(broken)
    return None if broken else AuditFacts(names, judging, shelf)
