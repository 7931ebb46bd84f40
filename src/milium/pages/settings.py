"""Settings: when to be reminded, what a calendar may say, the colours; and the ways to the data, people and sources."""

from collections.abc import Mapping
from typing import Any

from milium.care.settings import EVENINGS, THEMES, changes, time_of
from milium.domain.events import SETTING
from milium.pages.calendar import can_remind, choices, own_only
from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.visit import Visit


def settings(visit: Visit) -> Reply:
    """Show the settings, or keep what was chosen."""
    if not visit.is_post:
        return shown(visit)
    evening, theme = time_of(visit.request.one("evening")), visit.request.one("theme")
    if evening is None or theme not in THEMES:
        return shown(visit, status=BAD_REQUEST, problem="ui.settings.bad")
    wanted = {
        "evening": evening.isoformat("minutes"),
        "with_steps": visit.request.one("with_steps") == "yes",
        "theme": theme,
    }
    body = changes(choices(visit), wanted)
    return visit.go("/settings/saved", *visit.keep(visit.me, *([(SETTING, body)] if body else ())))


def saved(visit: Visit) -> Reply:
    """Show the settings after they were kept."""
    return shown(visit, is_saved=True)


def shown(visit: Visit, *, status: int = 200, problem: str | None = None, **more: Any) -> Reply:
    """Show the settings; `more` is what a shell adds: the new `address` of the feed, and whether it is `local`."""
    said = choices(visit)
    extra: Mapping[str, Any] = {"address": None, "local": False, "is_saved": False, **more}
    return visit.page(
        "settings.html",
        status=status,
        problem=problem,
        evenings=[one.isoformat("minutes") for one in EVENINGS],
        evening=said.evening.isoformat("minutes"),
        with_steps=said.with_steps,
        themes=THEMES,
        chosen=said.theme,
        feed=bool(said.feed),
        can_remind=can_remind(visit),
        own_only=own_only(visit),
        leaves=visit.me.case["wishes"].get("choose") == "watch",
        program=visit.care.program,
        code=visit.care.code()[:12],
        back="/",
        **extra,
    )
