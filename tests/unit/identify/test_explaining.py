"""What fits, what would change the level, what looks alike."""

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import TRIAGE, Answers
from milium.engine.identify import explain, identify, lookalikes, offers, triage_of, what_would_change
from people import CHEEKS

FACTS = load_knowledge().identify
MILIA = Answers({**CHEEKS, "site": "around_eye"}, ())


def test_what_fits_milia_is_the_white_hard_bead_without_a_hole() -> None:
    told = explain(MILIA, identify(MILIA, FACTS), FACTS)
    assert told.condition == "milia_primary"
    strongest = [s.question for s in told.fits]
    assert {"feel", "colour", "opening"} <= set(strongest)
    assert [s.bits for s in told.fits] == sorted((s.bits for s in told.fits), reverse=True)
    assert "age" not in strongest


def test_an_answer_that_does_not_fit_speaks_against() -> None:
    odd = Answers({**MILIA.given, "symptom": "pain_tender"}, ())
    told = explain(odd, identify(odd, FACTS), FACTS)
    assert told.against[0].question == "symptom"


def test_an_infection_has_no_profile_to_explain() -> None:
    hot = Answers(MILIA.given, ("spreading_hot_redness",))
    told = explain(hot, identify(hot, FACTS), FACTS)
    assert (told.condition, told.fits) == ("infected_lesion_or_cellulitis", ())


def test_what_would_change_the_mind_names_bleeding_growth_and_flags() -> None:
    changes = what_would_change(MILIA, FACTS)
    words = {(c.question, c.answer) for c in changes}
    assert ("flags", "vision_change") in words
    assert ("site", "lash_line") in words
    assert ("grouping", "together_on_a_red_raised_patch") in words
    ranks = [TRIAGE.index(c.triage) for c in changes]
    assert ranks == sorted(ranks, reverse=True)
    assert all(c.question != "age" for c in changes)


def test_every_change_named_really_raises_the_level() -> None:
    now = TRIAGE.index(triage_of(MILIA, FACTS))
    for change in what_would_change(MILIA, FACTS):
        if change.question == "flags":
            tried = Answers(MILIA.given, (change.answer,))
        else:
            tried = Answers({**MILIA.given, change.question: change.answer}, ())
        assert triage_of(tried, FACTS) == change.triage
        assert TRIAGE.index(change.triage) > now


def test_the_level_alone_is_that_of_the_identification() -> None:
    assert triage_of(MILIA, FACTS) == identify(MILIA, FACTS).triage


def test_look_alikes_of_milia_start_with_the_one_that_must_be_asked() -> None:
    pairs = lookalikes("milia_primary", FACTS)
    assert pairs[0].id == "pair.milia-bcc"
    assert {"pair.milia-closed_comedone", "pair.milia-syringoma"} <= {pair.id for pair in pairs}
    assert lookalikes("fibrous_papule", FACTS) == ()


def test_near_the_eye_taking_out_is_offered_without_a_level() -> None:
    assert [offer.id for offer in offers(MILIA, FACTS)] == ["RF11"]
    cream = Answers({**MILIA.given, "site": "nose", "trigger": "steroid_or_heavy_cream"}, ())
    assert [offer.id for offer in offers(cream, FACTS)] == ["RF16"]
