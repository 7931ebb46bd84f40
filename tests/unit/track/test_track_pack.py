"""The protocol of counting: outside its walls it is not used."""

import copy
from typing import Any

import pytest

from milium.adapters.packfiles import load_part
from milium.domain.findings import Issue
from milium.knowledge.track import PATH, build_track


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("improving_alpha", [0.05, 0.05, 0.05]),
        ("improving_alpha", [0.001, 0.001]),
        ("not_improving_factor", 0.5),
        ("dispersion_at_least", 0.1),
        ("few_bumps", 1),
        ("cleared_counts", 1),
        ("end_days", 400),
        ("look_weeks", [16, 8, 12]),
        ("count_error_share", {"eye": 0.1}),
        ("counts_at_least", None),
        ("walls", {}),
    ],
)
def test_a_number_outside_its_wall_breaks_the_part(key: str, value: object) -> None:
    files: dict[str, Any] = copy.deepcopy(dict(load_part("track")))
    files[PATH][key] = value
    issues: list[Issue] = []
    assert build_track(files, issues) is None
    assert any(key in issue.where or key == "walls" for issue in issues)


def test_the_protocol_we_ship_is_whole() -> None:
    issues: list[Issue] = []
    assert build_track(load_part("track"), issues) is not None
    assert issues == []
