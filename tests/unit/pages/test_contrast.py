"""The colours keep the contrast that people need; the table of the design is recomputed from the CSS."""

import re

import pytest

from milium.adapters.pagefiles import static_files

CSS = static_files()["milium.css"].decode()
SURFACES = ("paper", "card", "sunk")
TEXT, CONTROL = 4.5, 3.0
DESIGNED = {  # colour: (light paper, card, sunk, own soft), (dark ...)
    "ink": ((14.4, 15.6, 13.0), (15.1, 13.7, 16.0)),
    "ink-soft": ((6.3, 6.9, 5.8), (8.4, 7.6, 8.9)),
    "accent": ((7.7, 8.4, 7.0, 6.8), (9.4, 8.5, 9.9, 6.3)),
    "keep": ((6.0, 6.5, 5.4, 5.4), (10.0, 9.0, 10.5, 7.3)),
    "swap": ((6.5, 7.1, 5.9, 5.9), (10.2, 9.2, 10.7, 7.4)),
    "stop": ((7.0, 7.6, 6.3, 6.0), (8.8, 8.0, 9.3, 6.9)),
    "ask": ((6.9, 7.5, 6.3, 6.0), (9.3, 8.4, 9.8, 7.2)),
    "rest": ((6.9, 7.5, 6.3, 6.0), (9.1, 8.2, 9.6, 7.0)),
    "edge": ((4.0, 4.3, 3.6), (5.1, 4.6, 5.3)),
    "focus": ((5.9, 6.4, 5.3), (8.7, 7.8, 9.2)),
}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9A-Fa-f]{6})", block))


def block(start: str) -> str:
    at = CSS.index(start)
    return CSS[at : CSS.index("}", at)]


LIGHT = colours(block(":root {"))
DARK = colours(block(":root:not([data-theme=light]) {"))
CHOSEN_DARK = colours(block(":root[data-theme=dark] {"))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", DESIGNED)
def test_each_colour_has_the_contrast_of_the_design(name: str, theme: str) -> None:
    palette = LIGHT if theme == "light" else DARK
    wanted = DESIGNED[name][theme == "dark"]
    grounds = [*SURFACES, f"{name}-soft"][: len(wanted)]
    found = [contrast(palette[name], palette[ground]) for ground in grounds]
    assert found == pytest.approx(wanted, abs=0.06)
    assert min(found) >= (CONTROL if name in {"edge", "focus"} else TEXT)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_what_can_be_pressed_and_on_soft_colours_can_be_read(palette: dict[str, str]) -> None:
    assert contrast(palette["accent-ink"], palette["accent"]) >= TEXT
    assert contrast(palette["card"], palette["stop"]) >= TEXT
    for name in ("accent", "rest", "keep", "swap", "stop", "ask"):
        for ink in ("ink", "ink-soft"):
            assert contrast(palette[ink], palette[f"{name}-soft"]) >= 5.3, (name, ink)


def test_those_who_choose_dark_get_the_same_dark() -> None:
    assert CHOSEN_DARK == DARK
    assert set(LIGHT) == set(DARK)


def test_the_seed_is_never_the_colour_of_text() -> None:
    assert not re.search(r"(?<![-\w])color:\s*var\(--seed\)", CSS)


def test_motion_is_short_and_only_for_those_who_have_not_asked_for_less() -> None:
    moving = [line for line in CSS.splitlines() if "transition" in line or "animation" in line]
    assert moving
    assert all("prefers-reduced-motion: no-preference" in line for line in moving)
    assert all(float(seconds) <= 0.15 for line in moving for seconds in re.findall(r"(\d*\.\d+)s", line))
