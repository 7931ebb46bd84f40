"""Translations: what is translated fits its English, what is not stays English and says so."""

import json
import shutil
from collections import Counter
from pathlib import Path

import polib
import pytest

from milium.adapters import locales
from milium.adapters.packfiles import (
    COMPILED,
    PACKS,
    PARTS,
    check,
    compile_packs,
    languages,
    load_part,
    open_knowledge,
    pack_hash,
)
from milium.errors import BadInput, KnowledgeMissing
from milium.knowledge.languages import MARKED, translation
from milium.knowledge.wording import forbidden_claims, word_issues

WHOLE = {part: load_part(part) for part in PARTS}
SENTENCES = {one.id: one for one in locales.english(WHOLE)}
# Ids that may wait: name each with its reason. Empty in a release.
MAY_WAIT: frozenset[str] = frozenset()
ADVICE, PLAIN = "tonight.no_acid", "ui.skip"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns(COMPILED))
    return folder


def edit(packs: Path, ident: str, **to: object) -> None:
    path = packs / locales.FOLDER / "es.po"
    book = polib.pofile(str(path))
    entry = next(entry for entry in book if entry.msgctxt == ident)
    for name, value in to.items():
        setattr(entry, name, value)
    book.save(str(path))


def words(packs: Path) -> dict[str, str]:
    knowledge = open_knowledge(packs, language="es")
    return {key: text.says for key, text in knowledge.texts.rows.items()}


def test_every_sentence_has_an_id_of_its_own() -> None:
    counted = Counter(one.id for one in locales.english(WHOLE))
    assert [name for name, times in counted.items() if times > 1] == []
    assert len(counted) > 2000


@pytest.mark.parametrize("code", locales.codes(PACKS))
def test_a_language_is_whole(code: str) -> None:
    found = locales.standing(code, PACKS, WHOLE)
    print(f"{code}: {found.done} of {len(SENTENCES)} sentences")  # noqa: T201
    lacking = sorted({*found.missing, *found.stale} - MAY_WAIT)
    assert lacking == [], f"no words in {code}.po; run milium packs locale {code} --write, then write them"
    assert found.unknown == (), "words of sentences that are gone"


def test_no_list_of_what_may_wait_names_what_is_there() -> None:
    for code in locales.codes(PACKS):
        found = locales.standing(code, PACKS, WHOLE)
        assert {*found.missing, *found.stale} >= MAY_WAIT


@pytest.mark.parametrize("code", locales.codes(PACKS))
def test_placeholders_numbers_and_claims_are_those_of_the_english(code: str) -> None:
    assert [issue.as_data() for issue in locales.issues(code, PACKS, WHOLE)] == []


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ("Quedan 3 {count}.", "numbers"),
        ("Leímos ingredientes.", "placeholders"),
        ("Leímos {cuenta} ingredientes.", "placeholders"),
        ("Leímos {count} ingredientes {.", "placeholders"),
        ("Leímos {count} ingredientes. Elimina los milia.", "claim"),
    ],
)
def test_a_translation_that_says_something_else_is_an_issue(says: str, problem: str) -> None:
    issues = list(word_issues(SENTENCES["ui.product.read"], says, "es.po", "es"))
    assert any(problem in issue.problem for issue in issues), issues


# SR-86 in Spanish.
CLAIMS = (
    "Este plan elimina los milia.",
    "Así previenes los bultitos.",
    "La crema cura los milia en 12 semanas.",
    "Evita los milia con un gel.",
    "Tu crema causa los bultitos.",
    "Los milia desaparecen con ácido.",
    "Tienes milia.",
    "Un remedio milagroso.",
    "Acaba con ellos.",
)
NO_CLAIMS = (
    "Un bultito que no se cura se debe mirar.",
    "Los milia no hacen daño. Algunos se van solos.",
    "Ningún estudio muestra que el cuidado en casa funcione para los milia.",
    "Esto causa mucho calor.",
)


@pytest.mark.parametrize("text", CLAIMS)
def test_a_spanish_claim_is_found(text: str) -> None:
    assert list(forbidden_claims(text, "here", "es"))


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_plain_spanish_is_no_claim(text: str) -> None:
    assert list(forbidden_claims(text, "here", "es")) == []


def test_a_changed_english_sentence_makes_its_translation_stale_and_is_shown_in_english(packs: Path) -> None:
    path = packs / "texts" / "screens.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("Skip to the content", "Jump to the content"), encoding="utf-8")
    found = locales.standing("es", packs, {part: load_part(part, packs) for part in PARTS})
    assert found.stale == (PLAIN,)
    assert words(packs)[PLAIN] == "Jump to the content"


def test_advice_that_is_not_translated_is_english_between_marks(packs: Path) -> None:
    edit(packs, ADVICE, msgstr="")
    says = words(packs)[ADVICE]
    assert MARKED.fullmatch(says)
    assert SENTENCES[ADVICE].says in says


def test_fuzzy_words_are_not_used(packs: Path) -> None:
    edit(packs, ADVICE, flags=["fuzzy"])
    assert MARKED.fullmatch(words(packs)[ADVICE])


def test_bringing_a_file_up_to_date_adds_empty_entries_and_keeps_old_words_as_fuzzy(packs: Path) -> None:
    edit(packs, ADVICE, msgid="An older sentence.")
    edit(packs, PLAIN, msgctxt="ui.gone")
    parts = {part: load_part(part, packs) for part in PARTS}
    found = locales.bring_up_to_date("es", packs, parts)
    assert found.missing == (PLAIN,)
    assert found.stale == (ADVICE,)
    book = polib.pofile(str(packs / locales.FOLDER / "es.po"))
    stale = next(entry for entry in book if entry.msgctxt == ADVICE)
    assert "fuzzy" in stale.flags
    assert stale.msgid == SENTENCES[ADVICE].says
    assert [entry.msgctxt for entry in book if not entry.obsolete] == list(SENTENCES)
    assert "ui.gone" in {entry.msgctxt for entry in book.obsolete_entries()}


def test_words_of_a_sentence_that_is_gone_are_kept_unused_and_taken_up_when_it_comes_back(packs: Path) -> None:
    path, text = packs / locales.FOLDER / "es.po", packs / "texts" / "values.yaml"
    whole = text.read_text(encoding="utf-8")
    before = [entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete]
    text.write_text(whole.replace("  heavy: {says: heavy}\n", ""), encoding="utf-8")
    gone = {part: load_part(part, packs) for part in PARTS}
    assert locales.standing("es", packs, gone).unknown == ("value.heavy",)
    assert locales.bring_up_to_date("es", packs, gone).unknown == ()
    assert "value.heavy" not in words(packs)
    text.write_text(whole, encoding="utf-8")
    assert locales.bring_up_to_date("es", packs, WHOLE).missing == ()
    assert [entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete] == before


def test_bringing_a_whole_file_up_to_date_changes_nothing(packs: Path) -> None:
    path = packs / locales.FOLDER / "es.po"
    before = path.read_bytes()
    locales.bring_up_to_date("es", packs, WHOLE)
    assert path.read_bytes() == before


def test_compiled_words_are_used_as_long_as_they_fit(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compile_packs(packs / COMPILED, packs)
    assert words(packs)[PLAIN] == "Ir al contenido"
    assert capsys.readouterr().err == ""
    edit(packs, PLAIN, msgstr="Saltar")
    assert words(packs)[PLAIN] == "Saltar"
    assert "do not fit" in capsys.readouterr().err


def test_the_compiled_form_is_what_the_file_says(packs: Path) -> None:
    compile_packs(packs / COMPILED, packs)
    data = json.loads((packs / COMPILED / "locale.es.json").read_text(encoding="utf-8"))
    assert data == locales.compiled("es", packs, pack_hash(packs), WHOLE)
    assert set(data["says"]) == set(SENTENCES)
    assert translation(data).language.name == "Español"


def test_the_languages_are_known_without_reading_their_words() -> None:
    assert [(one.code, one.direction) for one in languages()] == [("en", "ltr"), ("es", "ltr")]


def test_a_language_that_is_not_there_is_an_error_with_what_there_is() -> None:
    with pytest.raises(BadInput) as raised:
        open_knowledge(language="xx")
    assert '"xx"' in str(raised.value)
    assert "en, es" in str(raised.value)


def test_a_broken_file_is_an_error_that_names_it(packs: Path) -> None:
    (packs / locales.FOLDER / "es.po").write_text('msgid "a\nmsgstr\n', encoding="utf-8")
    with pytest.raises(KnowledgeMissing, match=r"es\.po"):
        locales.standing("es", packs, WHOLE)


def test_the_packs_themselves_and_their_hash_do_not_depend_on_a_language(packs: Path) -> None:
    english, spanish = open_knowledge(packs), open_knowledge(packs, language="es")
    assert english.hash == spanish.hash
    assert english.pack() == {key: value for key, value in spanish.pack().items() if key != "language"}
    assert spanish.pack()["language"] == "es"
    assert english.safety.limits == spanish.safety.limits


def test_packs_check_reads_the_translations_too(packs: Path) -> None:
    edit(packs, "ui.product.read", msgstr="Leímos.")
    assert [issue.where for issue in check(packs)] == ["locale/es.po ui.product.read"]
