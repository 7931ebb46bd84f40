"""Track: read counts, adherence and changes with their error, and say "unclear" where they do not tell."""

from milium.engine.track.adherence import adherence_score, taken_of_planned
from milium.engine.track.coincidence import coincidences
from milium.engine.track.outcome import count_interval, course_days, is_cleared, outcome
from milium.engine.track.progress import judge_progress

__all__ = [
    "adherence_score",
    "coincidences",
    "count_interval",
    "course_days",
    "is_cleared",
    "judge_progress",
    "outcome",
    "taken_of_planned",
]
