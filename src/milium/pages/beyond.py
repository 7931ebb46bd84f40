"""What was used today or yesterday beyond the plan: a calm word, and what tomorrow is."""

from typing import Any

from milium.pages.visit import Visit


def beyond(visit: Visit) -> dict[str, Any]:
    """Return the warning with the facts it stands on (None for none).

    Tonight's own ticks count here, though they never change the plan of tonight.
    """
    found = visit.after_tonight.get("done") or ()
    if not found:
        return {"done_word": None}
    facts = dict.fromkeys(fact for row in found for fact in (row["rule"], *row["evidence"]["facts"]))
    first = found[0]
    return {"done_word": {"says": first["says"], "next_step": first["next_step"], "facts": list(facts)}}
