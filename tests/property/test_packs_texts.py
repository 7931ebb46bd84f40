"""Laws of the texts: what is shown is filled in, and nothing that is filled in is read as a placeholder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium.adapters.packfiles import load_knowledge
from milium.domain.texts import PLACEHOLDER
from milium.errors import KnowledgeMissing

TEXTS = load_knowledge().texts
KEYS = sorted(TEXTS.rows)
WITH_PLACES = [key for key in KEYS if PLACEHOLDER.search(TEXTS.rows[key].says)]


@given(st.sampled_from(KEYS), st.text(max_size=20))
def test_a_filled_text_holds_the_values_as_they_are(key: str, value: str) -> None:
    says = TEXTS.rows[key].says
    names = PLACEHOLDER.findall(says)
    text = TEXTS.get(key, **dict.fromkeys(names, value))
    assert text.says == PLACEHOLDER.sub(lambda _: value, says)
    assert text.facts == TEXTS.rows[key].facts


@given(st.sampled_from(WITH_PLACES), st.data())
def test_a_text_with_one_value_missing_is_never_shown(key: str, data: st.DataObject) -> None:
    names = sorted(set(PLACEHOLDER.findall(TEXTS.rows[key].says)))
    left_out = data.draw(st.sampled_from(names))
    with pytest.raises(KnowledgeMissing, match=left_out):
        TEXTS.get(key, **{name: "x" for name in names if name != left_out})


@given(st.text(max_size=30).filter(lambda key: key not in TEXTS))
def test_an_unknown_key_is_knowledge_missing_and_nothing_else(key: str) -> None:
    with pytest.raises(KnowledgeMissing):
        TEXTS.get(key)
