"""The skin that the drawings show: chosen once, remembered, and for the drawings alone."""

from milium.pages.journal import Journal
from milium.pages.messages import Reply
from milium.pages.visit import Visit

# From very light to very dark; their colours stand in milium.css, each with its line.
TONES = ("1", "2", "3", "4", "5", "6")
NEUTRAL = ""
DOORS = ("bump", "baby")
# Questions whose drawings show skin.
DRAWN = ("site", "opening", "count", "grouping", "colour")


def tone_of(journal: Journal) -> str:
    """Return the tone that was chosen last, or "" while none was: then the drawings are grey."""
    chosen = [str(event.body["tone"]) for event in journal.of("note") if "tone" in event.body]
    return chosen[-1] if chosen and chosen[-1] in TONES else NEUTRAL


def tone(visit: Visit) -> Reply:
    """Show the tones, or keep the one that was chosen and go back to the question."""
    door, _, question = visit.rest.partition("-")
    if door not in DOORS or question not in DRAWN:
        return visit.go("/")
    journal, back = visit.baby if door == "baby" else visit.me, f"/{door}/{question}"
    if not visit.is_post:
        return visit.page("tone.html", tones=TONES, chosen=tone_of(journal), back=back)
    word = visit.request.one("tone")
    if word not in (*TONES, NEUTRAL) or word == tone_of(journal):
        return visit.go(back)
    return visit.go(back, *visit.keep(journal, ("note", {"tone": word})))
