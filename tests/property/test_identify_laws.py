"""Laws of the identification, whatever the answers."""

import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import TRIAGE, Answers, Context, Triage
from milium.domain.person import Age
from milium.engine.identify import identify, read_answers, triage_of, what_would_change

FACTS = load_knowledge().identify
QUESTIONS = tuple(key for key in FACTS.questions if key != "flags")
RATIO_FLAGS = tuple(FACTS.ratios)

flag_lists = st.lists(st.sampled_from(FACTS.flags), unique=True, max_size=6).map(tuple)
full = st.fixed_dictionaries({key: st.sampled_from(FACTS.answers_of(key)) for key in QUESTIONS})
TYPICAL = {  # what most people with milia answer, so that self-care is really reached
    "age": "adult_18_39y",
    "site": "cheek_forehead_chin",
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
    "grouping": "scattered",
}
strays = st.dictionaries(st.sampled_from(QUESTIONS), st.integers(0, 7), max_size=3)
near_milia = strays.map(
    lambda odd: TYPICAL | {key: FACTS.answers_of(key)[i % len(FACTS.answers_of(key))] for key, i in odd.items()}
)
some = st.fixed_dictionaries({}, optional={key: st.sampled_from(FACTS.answers_of(key)) for key in QUESTIONS})
ages = st.one_of(
    st.none(),
    st.builds(Age, st.integers(0, 90), st.just("years")),
    st.builds(Age, st.integers(0, 24), st.just("months")),
    st.builds(Age, st.integers(0, 60), st.just("days")),
)
contexts = st.builds(
    Context,
    age=ages.map(lambda age: age.as_range() if age else None),
    medicines=st.lists(st.sampled_from(("isotretinoin", "targeted_cancer", "other")), unique=True).map(tuple),
    immune_weak=st.booleans(),
    fever=st.booleans(),
)
answers = st.builds(Answers, some, st.one_of(st.none(), flag_lists))


def rank(level: Triage) -> int:
    return TRIAGE.index(level)


@given(answers, contexts)
def test_probabilities_add_up_to_one_and_name_every_condition(said: Answers, context: Context) -> None:
    found = identify(said, FACTS, context)
    shares = [share for _, share in found.candidates]
    assert math.fsum(shares) == 1 or abs(math.fsum(shares) - 1) < 1e-12
    assert {name for name, _ in found.candidates} >= set(FACTS.profiled)
    assert len(found.candidates) == len({name for name, _ in found.candidates})
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] > 0
    assert shares[0] <= FACTS.weighing.cap


@settings(max_examples=300)
@given(some, st.one_of(st.none(), flag_lists), st.sampled_from(FACTS.read_flags), contexts)
def test_adding_a_red_flag_never_lowers_the_level(
    said: dict[str, str], ticked: tuple[str, ...] | None, flag: str, context: Context
) -> None:
    before = identify(Answers(said, ticked), FACTS, context)
    after = identify(Answers(said, tuple({*(ticked or ()), flag})), FACTS, context)
    assert rank(after.triage) >= rank(before.triage)
    assert {f.id for f in before.red_flags} <= {f.id for f in after.red_flags}


@settings(max_examples=300)
@given(full, st.sampled_from(RATIO_FLAGS), st.sampled_from(RATIO_FLAGS))
def test_flags_that_move_the_odds_never_lower_the_level_either(said: dict[str, str], one: str, two: str) -> None:
    ladder = [(), (one,), (one, two)]
    if "down_syndrome" in (one, two):  # no red flag reads it: it only makes two conditions more probable
        return
    levels = [rank(triage_of(Answers(said, ticked), FACTS)) for ticked in ladder]
    assert levels == sorted(levels)


@given(near_milia, full, flag_lists, st.sets(st.sampled_from((*QUESTIONS, "flags")), min_size=1), contexts)
def test_self_care_is_said_only_where_no_open_question_could_raise_the_level(
    said: dict[str, str], other: dict[str, str], ticked: tuple[str, ...], gone: set[str], context: Context
) -> None:
    left = {key: word for key, word in said.items() if key not in gone}
    context = replace(context, age=None)  # a profile would answer the question of age
    flags = None if "flags" in gone else tuple(flag for flag in ticked if flag not in FACTS.read_flags)
    if triage_of(Answers(left, flags), FACTS, context) != "self-care":
        return
    assert not gone & set(FACTS.ask_first)
    fired = identify(Answers({**other, **left}, flags), FACTS, context).red_flags
    assert fired == (), "answers to several open questions fire a red flag"
    for key in gone:
        for word in FACTS.answers_of(key):
            assert triage_of(Answers({**left, key: word}, flags), FACTS, context) == "self-care", (key, word)


@given(full, flag_lists, st.sets(st.sampled_from((*QUESTIONS, "flags")), min_size=1), contexts)
def test_one_open_question_whose_answer_matters_keeps_the_level_at_a_pharmacist_or_above(
    said: dict[str, str], ticked: tuple[str, ...], gone: set[str], context: Context
) -> None:
    left = {key: word for key, word in said.items() if key not in gone}
    context = replace(context, age=None)
    full_level = rank(triage_of(Answers(said, ticked), FACTS, context))
    triage = triage_of(Answers(left, None if "flags" in gone else ticked), FACTS, context)
    if len(gone) == 1 or gone & set(FACTS.ask_first):
        assert rank(triage) >= min(full_level, rank("pharmacist"))
    if gone & set(FACTS.ask_first):
        assert rank(triage) >= rank("pharmacist")


@given(some, flag_lists, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(said: dict[str, str], ticked: tuple[str, ...], rng: object) -> None:
    keys, flags = list(said), list(ticked)
    rng.shuffle(keys)  # type: ignore[attr-defined]
    rng.shuffle(flags)  # type: ignore[attr-defined]
    shuffled = Answers({key: said[key] for key in keys}, tuple(flags))
    assert identify(shuffled, FACTS) == identify(Answers(said, ticked), FACTS)


@given(some, st.sets(st.sampled_from((*QUESTIONS, "flags"))))
def test_not_sure_is_the_same_as_a_missing_answer(said: dict[str, str], unsure: set[str]) -> None:
    with_word = {**said, **dict.fromkeys(unsure, "not_sure")}
    without = {key: word for key, word in said.items() if key not in unsure}
    assert read_answers(with_word, FACTS) == read_answers(without, FACTS)


@given(
    st.dictionaries(
        st.text(max_size=12), st.one_of(st.none(), st.text(max_size=12), st.integers(), st.lists(st.text(max_size=8)))
    )
)
def test_anything_can_be_read_and_then_identified(data: dict[str, object]) -> None:
    said, issues = read_answers(data, FACTS)
    strange = [key for key in data if key not in FACTS.questions and key not in {"id", "sex"}]
    assert [issue.where for issue in issues[: len(strange)]] == [f"answers.{key}" for key in strange]
    assert all(issue.fix for issue in issues)
    assert rank(identify(said, FACTS).triage) >= rank("pharmacist")


@given(st.sampled_from(QUESTIONS), st.text(max_size=20))
def test_an_unknown_word_names_allowed_ones(key: str, word: str) -> None:
    said, issues = read_answers({key: word}, FACTS)
    if word in FACTS.answers_of(key) or word == "not_sure":
        assert issues == []
    else:
        assert said.given == {}
        assert any(allowed in issues[0].fix for allowed in FACTS.answers_of(key))


@given(some, flag_lists, contexts)
def test_the_level_is_never_below_any_red_flag_that_fires(
    said: dict[str, str], ticked: tuple[str, ...], context: Context
) -> None:
    found = identify(Answers(said, ticked), FACTS, context)
    assert all(rank(found.triage) >= rank(flag.urgency) for flag in found.red_flags)
    urgencies = [rank(flag.urgency) for flag in found.red_flags]
    assert urgencies == sorted(urgencies, reverse=True)


@given(full, flag_lists, ages)
def test_a_profile_that_disagrees_about_the_age_never_lowers_the_level(
    said: dict[str, str], ticked: tuple[str, ...], age: Age | None
) -> None:
    plain = triage_of(Answers(said, ticked), FACTS)
    context = Context(age=age.as_range() if age else None)
    assert rank(triage_of(Answers(said, ticked), FACTS, context)) >= rank(plain)


@given(answers)
def test_the_next_question_is_one_that_is_open(said: Answers) -> None:
    key = identify(said, FACTS).next_question
    if key == "flags":
        assert not said.flags_complete
    elif key is not None:
        assert key not in said.given


@settings(max_examples=20)
@given(full, flag_lists)
def test_every_change_named_is_above_the_level(said: dict[str, str], ticked: tuple[str, ...]) -> None:
    answered = Answers(said, ticked)
    now = rank(triage_of(answered, FACTS))
    assert all(rank(change.triage) > now for change in what_would_change(answered, FACTS))
