import pytest

from milium.adapters.packfiles import load_knowledge
from milium.domain.findings import Issue
from milium.domain.texts import Text, Texts
from milium.errors import KnowledgeMissing
from milium.knowledge.texts import build_texts

TEXTS = Texts(
    {"tonight.rest": Text("tonight.rest", "Tonight: rest."), "put_on": Text("put_on", "Use {product}.", ("SR-40",))}
)


def test_a_text_is_found_by_its_key_with_its_facts() -> None:
    assert TEXTS.get("put_on", product="Night serum") == Text("put_on", "Use Night serum.", ("SR-40",))


def test_an_unknown_key_names_the_nearest_one() -> None:
    with pytest.raises(KnowledgeMissing, match="Did you mean"):
        TEXTS.get("tonight.rset")


def test_a_placeholder_without_a_value_is_never_shown() -> None:
    with pytest.raises(KnowledgeMissing, match="product"):
        TEXTS.get("put_on")


def test_a_value_with_braces_is_not_filled_in_again() -> None:
    assert TEXTS.get("put_on", product="{product}").says == "Use {product}."


def test_a_value_the_text_does_not_use_changes_nothing() -> None:
    assert TEXTS.get("tonight.rest", product="x").says == "Tonight: rest."


def test_sections_are_put_before_the_keys_in_them() -> None:
    issues: list[Issue] = []
    texts = build_texts({"texts/a.yaml": {"tonight": {"rest": {"says": "Rest."}}, "done": {"says": "Done."}}}, issues)
    assert issues == []
    assert texts is not None
    assert (texts.get("tonight.rest").says, texts.get("done").says) == ("Rest.", "Done.")


@pytest.mark.parametrize(
    "data",
    [
        {},
        None,
        [],
        {"a": "text"},
        {"a": {"says": ""}},
        {"a": {"says": 3}},
        {"a": {"facts": []}},
        {"a": {"says": "x", "sasy": 1}},
        {"a": {"says": "{}"}},
        {"a": {"says": "x", "facts": "SR-01"}},
    ],
)
def test_a_damaged_file_gives_issues_and_no_texts(data: object) -> None:
    issues: list[Issue] = []
    assert build_texts({"texts/a.yaml": data}, issues) is None
    assert issues


def test_a_key_written_in_two_files_is_an_issue() -> None:
    issues: list[Issue] = []
    row = {"a": {"says": "One."}}
    assert build_texts({"texts/a.yaml": row, "texts/b.yaml": row}, issues) is None
    assert "twice" in issues[0].problem


@pytest.mark.parametrize(
    ("count", "says"), [(0, "First, 0 questions."), (1, "First, one."), (2, "First, 2 questions.")]
)
def test_a_number_of_one_has_its_own_words_where_there_are_any(count: int, says: str) -> None:
    texts = Texts({"q": Text("q", "First, {count} questions.", ("SR-40",), one="First, one.")})
    assert texts.get("q", count=count) == Text("q", says, ("SR-40",))


def test_words_for_one_may_hold_no_other_placeholder() -> None:
    issues: list[Issue] = []
    assert build_texts({"texts/a.yaml": {"q": {"says": "{count} left.", "one": "{n} left."}}}, issues) is None
    assert "one holds" in issues[0].problem


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_for_one_are_there_in_every_language(language: str) -> None:
    rows = load_knowledge(language).texts.rows
    with_one = {key for key, text in rows.items() if text.one}
    assert with_one == {key for key, text in load_knowledge("en").texts.rows.items() if text.one}
    assert "ui.plan.questions_title" in with_one
    for key in with_one:
        assert rows[key].one != rows[key].says
        assert "[en:" not in rows[key].one
