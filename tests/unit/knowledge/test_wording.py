import pytest

from milium.knowledge.wording import forbidden_claims, long_sentences

FINE = [
    "No study shows that home care works for milia.",
    "They look like milia. A trained person takes them out in minutes.",
    "It looks like a clear pearl.",
    "If the spot stays calm, your first real night is Friday.",
    "Take eye make-up off gently, each night.",
    "We can't tell. It may be milia.",
    "New white beads are not a sign that it works.",
    "Most are gone in about 4 weeks.",
    "A bump that bled without cause needs a doctor.",
]
CLAIMS = [
    "Retinol removes milia.",
    "Sunscreen prevents new milia.",
    "This will clear up; it clears bumps in weeks.",
    "Lanolin causes milia.",
    "Your bumps were caused by this cream.",
    "The acid dissolves the beads.",
    "It gets rid of them.",
    "You have milk spots.",
    "A miracle serum.",
]


@pytest.mark.parametrize("text", FINE)
def test_careful_words_pass(text: str) -> None:
    assert list(forbidden_claims(text, "here")) == []


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_does_not_pass(text: str) -> None:
    assert list(forbidden_claims(text, "here"))


def test_twenty_words_pass_and_twenty_one_do_not() -> None:
    assert list(long_sentences("word " * 19 + "end.", "here")) == []
    assert len(list(long_sentences("word " * 20 + "end.", "here"))) == 1


def test_each_sentence_counts_for_itself() -> None:
    assert list(long_sentences("word " * 15 + "end. " + "word " * 15 + "end.", "here")) == []
