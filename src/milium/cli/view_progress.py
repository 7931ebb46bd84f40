"""`milium progress` for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from milium.cli.view_bump import held
from milium.cli.words import Words, wrapped


def progress(answer: Mapping[str, Any], _about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield what the counts say, how sure, how well the plan was kept, and when to count again."""
    if answer.get("holds"):
        yield from held(answer)
        return
    for sentence in answer["says"]:
        yield from wrapped(sentence)
    if answer["change"]:
        yield from wrapped(
            words.say("track.change", **{k: f"{v:.2f}" for k, v in answer["change"].items()}), "  ", "  "
        )
    score = answer["adherence"]["score"]
    if score is not None:
        yield from wrapped(words.say("track.adherence", percent=round(score * 100)), "  ", "  ")
    for one in answer["coincidences"]:
        values = {"what": one["what"], "date": one["date"], "low": f"{one['low']:.2f}", "high": f"{one['high']:.2f}"}
        yield from wrapped(words.say("track.coincided", **values), "  ", "  ")
    yield words.say("track.next", date=answer["next"])
