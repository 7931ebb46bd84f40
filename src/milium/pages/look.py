"""Templates and texts, made ready once; each page gets a teller that remembers which facts it used."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any

from jinja2 import BaseLoader, DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from milium.domain.findings import Fact
from milium.domain.texts import Text, Texts
from milium.errors import KnowledgeMissing
from milium.knowledge.facade import Knowledge
from milium.knowledge.languages import ENGLISH, MARKED, Language
from milium.pages.hard_words import HardWords


def environment_of(loader: BaseLoader) -> Environment:
    """Return Jinja as all screens use it: what is shown is escaped, and a name that is missing is an error."""
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


class Look:
    """How the screens look and what they may say.

    Args:
        templates: Name -> source of every template, or what gives them to Jinja.
        knowledge: Texts, facts and sources; its language is that of the pages.
        languages: Those that can be chosen.
    """

    def __init__(
        self,
        templates: Mapping[str, str] | BaseLoader,
        knowledge: Knowledge,
        languages: Sequence[Language] = (ENGLISH,),
    ) -> None:
        self.knowledge, self.languages = knowledge, tuple(languages)
        self._env = environment_of(templates if isinstance(templates, BaseLoader) else DictLoader(templates))

    @property
    def texts(self) -> Texts:
        """Return the texts of the pack."""
        return self.knowledge.texts

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Return every fact by id; none when that part of the pack is broken."""
        try:
            return self.knowledge.facts
        except KnowledgeMissing:
            return {}

    def render(self, template: str, data: Mapping[str, Any]) -> str:
        """Return the page; `data` meets the teller's `word`, `say`, `told`, `has` and `used`."""
        teller = Teller(self.texts, lambda: self.facts, self._hard)
        page: str = self._env.get_template(template).render(
            word=teller.word,
            say=teller.say,
            told=teller.told,
            has=teller.has,
            title=teller.title,
            used=teller.used,
            hard_words=teller.hard_words,
            **data,
        )
        return page if self.knowledge.language is ENGLISH else self._with_english_marked(page)

    def _with_english_marked(self, page: str) -> str:
        """Return a page on which advice that is still English is marked as such, and said to be."""
        note = escape(self.texts.get("ui.language.untranslated").says)
        head, title, rest = page.rpartition("</title>")  # no mark can stand in the title of the window
        # No quotation marks in here: it may stand in an attribute.
        return (
            MARKED.sub(r"\1", head)
            + title
            + MARKED.sub(rf"<span lang=en>\1</span> <small class=untranslated>{note}</small>", rest)
        )

    @cached_property
    def _hard(self) -> HardWords:
        return HardWords(self.texts)

    def plain(self, template: str, root: str = "") -> str:
        """Return a page that needs no text of the packs: for when they are broken."""
        return self._env.get_template(template).render(root=root)


class Teller:
    """Turns text keys into words on a page and keeps the ids of the facts they stand on."""

    def __init__(self, texts: Texts, facts: Callable[[], Mapping[str, Fact]], hard: HardWords) -> None:
        self._texts, self._facts, self._hard = texts, facts, hard
        self._used: dict[str, None] = {}
        self._said: dict[str, None] = {}

    def has(self, key: str) -> bool:
        """Tell whether there is such a text."""
        return key in self._texts

    def word(self, key: str, **values: str | int) -> str:
        """Return plain words of the screens.

        Raises:
            KnowledgeMissing: There is no such text, or it stands on facts and must be told with `say`.
        """
        text = self._texts.get(key, **values)
        if text.facts:
            raise KnowledgeMissing(f"{key} stands on facts.", where="pages", fix="Show it with say().")
        self._said[text.says] = None
        return text.says

    def title(self, key: str) -> str:
        """Return a text for the title of the window, where no mark can stand; the page tells it again."""
        return self._texts.get(key).says

    def say(self, key: str, tag: str = "p", cls: str = "", **values: str | int) -> Markup:
        """Return a sentence with the ids of its facts on it."""
        return self._tell(self._texts.get(key, **values), tag, cls)

    def told(self, says: str, facts: Iterable[str], tag: str = "p", cls: str = "") -> Markup:
        """Return a sentence that came with its facts from an answer of care."""
        return self._tell(Text("", says, tuple(facts)), tag, cls)

    def used(self) -> list[dict[str, object]]:
        """Return the facts told so far on this page, in the order they came up."""
        facts = self._facts() if self._used else {}
        return [{"id": key, "fact": facts.get(key)} for key in self._used]

    def hard_words(self) -> list[str]:
        """Return the keys of the texts that explain the hard words told so far."""
        return [f"words.{key}" for key in self._hard.among(self._said)]

    def _tell(self, text: Text, tag: str, cls: str) -> Markup:
        self._said[text.says] = None
        self._used.update(dict.fromkeys(text.facts))
        marks = f' class="{escape(cls)}"' if cls else ""
        if text.facts:
            marks += f' data-facts="{escape(" ".join(text.facts))}"'
        return Markup(f"<{tag}{marks}>{escape(text.says)}</{tag}>")  # noqa: S704  (every part is escaped)
