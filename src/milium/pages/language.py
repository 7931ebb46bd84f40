"""Which language this device speaks."""

from dataclasses import replace

from milium.pages.messages import Reply
from milium.pages.visit import Visit

HERE = "/language"


def language(visit: Visit) -> Reply:
    """Show the languages there are, each in its own words; or take one and go to the start."""
    known = {one.code for one in visit.look.languages}
    chosen = visit.request.one("choice")
    if visit.is_post and chosen in known:
        return replace(visit.go("/"), language=chosen)
    return visit.page("language.html", back="/")
