"""Which question comes next, and when there is none."""

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import Answers
from milium.engine.identify import identify

FACTS = load_knowledge().identify
DEWDROPS = {"age": "newborn_0_28d", "colour": "clear_bluish"}


def next_after(given: dict[str, str], flags: tuple[str, ...] | None = ()) -> str | None:
    return identify(Answers(given, flags), FACTS).next_question


def test_the_signs_that_need_help_now_come_before_anything_else() -> None:
    assert next_after({}, None) == "flags"
    assert next_after({"age": "newborn_0_28d"}, None) == "flags"
    assert next_after({"age": "newborn_0_28d", "site": "nose", "colour": "pearly_white"}, None) == "flags"
    assert next_after({}, ("pregnant", "not_sure")) == "flags"


def test_the_age_comes_second() -> None:
    assert next_after({"site": "nose"}) == "age"


def test_every_question_is_asked_once_and_then_none() -> None:
    given: dict[str, str] = {}
    flags: tuple[str, ...] | None = None
    asked = []
    while (key := next_after(given, flags)) is not None:
        asked.append(key)
        if key == "flags":
            flags = ()
        else:
            given[key] = {"age": "adult_18_39y", "site": "around_eye", "colour": "pearly_white"}.get(
                key, FACTS.answers_of(key)[0]
            )
    assert len(asked) == len(set(asked))
    assert asked[:2] == ["flags", "age"]


def test_while_a_level_is_held_only_by_open_questions_they_are_asked() -> None:
    from_milia = {
        "age": "adult_18_39y",
        "site": "around_eye",
        "count": "6_20",
        "size": "1_2",
        "colour": "pearly_white",
        "opening": "none_seen",
        "feel": "hard_bead",
        "redness": "none",
        "symptom": "none",
        "bleed_crust": "never",
        "duration": "6m_2y",
        "change": "stable",
        "trigger": "none_known",
    }
    assert identify(Answers(from_milia, ()), FACTS).triage == "pharmacist"
    assert next_after(from_milia) == "grouping"
    assert next_after(from_milia | {"grouping": "scattered"}) is None


def test_an_open_question_that_can_raise_nothing_does_not_hold_the_level_up() -> None:
    plain = {
        "age": "adult_18_39y",
        "site": "cheek_forehead_chin",
        "count": "6_20",
        "colour": "pearly_white",
        "opening": "none_seen",
        "feel": "hard_bead",
        "trigger": "none_known",
        "grouping": "scattered",
        "change": "stable",
    }
    found = identify(Answers(plain, ()), FACTS)
    assert (found.triage, found.sure) == ("self-care", True)
    assert "identify.open-question" not in found.facts
    for key in ("count", "trigger", "grouping"):
        less = {name: word for name, word in plain.items() if name != key}
        assert identify(Answers(less, ()), FACTS).triage == "pharmacist", key


def test_a_question_that_closes_several_red_flags_comes_before_one_that_closes_none() -> None:
    asked = next_after({"age": "adult_18_39y", "site": "cheek_forehead_chin", "colour": "pearly_white"})
    assert asked in {"count", "grouping", "trigger", "change"}


def test_an_emergency_that_no_answer_can_lift_ends_the_questions() -> None:
    assert next_after({"age": "newborn_0_28d"}, ("fever_or_unwell_baby",)) is None
    assert next_after({}, ("vision_change",)) is None


def test_an_emergency_that_one_answer_could_lift_is_asked_about_at_once() -> None:
    found = identify(Answers(DEWDROPS, ()), FACTS)
    assert found.triage == "emergency"
    assert found.next_question in {"redness", "grouping", "bleed_crust", "feel"}
    calm = identify(Answers(DEWDROPS | {"redness": "none"}, ()), FACTS)
    assert [flag.id for flag in calm.red_flags] == []
    assert next_after({}, ("fever",)) == "age"


def test_a_question_that_could_raise_the_level_is_asked_before_the_end() -> None:
    given = {
        "age": "older_65plus",
        "site": "cheek_forehead_chin",
        "count": "single",
        "size": "3_5",
        "colour": "yellow",
        "opening": "central_dent",
        "feel": "soft",
        "duration": "over_2y",
        "grouping": "scattered",
    }
    asked = set()
    while (key := next_after(given)) is not None:
        asked.add(key)
        given[key] = {"bleed_crust": "never", "change": "stable"}.get(key, FACTS.answers_of(key)[0])
    assert {"bleed_crust", "change"} <= asked
