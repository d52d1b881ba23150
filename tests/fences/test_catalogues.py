"""Every text of the app is a literal that stands in the catalogues, and every catalogue is complete."""

import io
import re
from gettext import GNUTranslations

import jinja2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from partnerschap.document.words_en import ENGLISH
from partnerschap.document.words_nl import DUTCH
from partnerschap.web import i18n
from tools import catalogues, messages
from tools.messages import Text, first
from tools.project import PACKAGE, ROOT, TRANSLATIONS

CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
TEXTS = messages.gather()
PLACE = re.compile(r"%\((\w+)\)s|\{(\w*)\}|%%")


def catalogue(path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def test_the_texts_are_found_in_python_templates_and_scripts():
    kinds = {text.path.rsplit(".", 1)[1] for text in TEXTS}
    assert kinds == {"py", "html", "js"}
    assert len({text.one for text in TEXTS}) > 700
    assert [text for text in TEXTS if text.one != text.one.strip() and text.one != " en "] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_a_head_of_its_own(path):
    head = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert f"Language: {path.parent.parent.name}\\n" in head
    assert "Plural-Forms: " in head
    assert "PROJECT" not in head


@pytest.mark.parametrize(
    ("reader", "source"),
    [
        (messages._of_python, "_(f'Dag {name}')"),
        (messages._of_python, "_l(words)"),
        (messages._of_python, "_n('één', many, 2)"),
        (messages._of_template, "{{ _(words) }}"),
        (messages._of_template, "{{ _('a' if this else 'b') }}"),
        (messages._of_template, "{{ ngettext('één', many, 2) }}"),
        (messages._of_script, "t(words)"),
        (messages._of_script, "t(`Dag ${name}`)"),
        (messages._of_script, 'nt("één", many, 2)'),
    ],
)
def test_words_that_are_no_literals_are_refused(reader, source):
    with pytest.raises(messages.NotLiteralError, match="a file:1"):
        list(reader("a file", source))


def test_words_are_read_as_they_are_written():
    python = list(messages._of_python("p", '_("Eén "\n  "zin.")\n_n("dag", "dagen", 2)'))
    assert [(text.one, text.many) for text in python] == [("Eén zin.", ""), ("dag", "dagen")]
    script = list(messages._of_script("s", 'nt(\n  "Zeg \\"ja\\"",\n  "%(num)s\\u00a0keer " +\n "ja",\n  2)'))
    assert script == [Text("s", 1, 'Zeg "ja"', "%(num)s\N{NO-BREAK SPACE}keer ja")]
    page = list(messages._of_template("t", "\n{{ _('Dag %(name)s', name=ngettext('a', 'b', 2)) }}"))
    assert sorted(text.one for text in page) == ["Dag %(name)s", "a"]


def test_nothing_readable_in_a_template_goes_past_the_catalogue():
    """The name of the app and the names of the languages are the same in every language."""
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    same = {"Partnerschap", "Nederlands", "English", "P"}
    past = {}
    for path in sorted((PACKAGE / "templates").rglob("*.html")):
        source = re.sub(
            r"\{% block (?:body_class|sheet) %\}.*?\{% endblock %\}", "", path.read_text(encoding="utf-8")
        )
        tokens = environment.lex(source)
        page = "".join(
            value if kind == "data" else "{}" for _, kind, value in tokens if "comment" not in kind
        )
        read = re.findall(r'\b(?:aria-label|alt|title|placeholder)="([^"{}]+)"', page)
        # Macros may hold a half tag: what looks like an attribute is not read.
        read += re.sub(r"<[^>]*>|\s[\w-]+=\"[^\"]*\"", "|", page).split("|")
        bare = {word for part in read for word in re.findall(r"[^\W\d_]+", part)} - same
        if bare:
            past[path.name] = sorted(bare)
    assert past == {}


def test_there_is_a_catalogue_for_every_language_but_dutch():
    assert {path.parent.parent.name for path in CATALOGUES} == set(i18n.LANGUAGES) - {"nl"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_holds_every_text_and_nothing_else(path):
    has, wanted = catalogue(path), messages.template()
    held = {message.id for message in has if message.id}
    needed = {message.id for message in wanted if message.id}
    assert sorted(first(key) for key in needed - held) == [], "run: make translations"
    assert sorted(first(key) for key in held - needed) == [], "run: make translations"
    assert [first(message.id) for message in has if message.id and message.fuzzy] == []
    assert list(has.obsolete) == []
    empty = [
        first(m.id) for m in has if m.id and not all([m.string] if isinstance(m.string, str) else m.string)
    ]
    assert empty == []
    # Where a text stands decides whether the browser gets it.
    stands = {message.id: {name for name, _ in message.locations} for message in wanted if message.id}
    assert {message.id: {name for name, _ in message.locations} for message in has if message.id} == stands


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_translation_fills_in_what_the_dutch_text_fills_in(path):
    wrong = []
    for message in catalogue(path):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if not message.id:
            continue
        for dutch_text, text in zip(ids, strings, strict=True):
            if not text:
                continue  # what is missing is told above
            if sorted(PLACE.findall(dutch_text)) != sorted(PLACE.findall(text)):
                wrong.append((dutch_text, text))
            # Screens cut off ' …' and put texts after each other: both languages must end alike.
            if dutch_text.endswith(" …") != text.endswith(" …") or (dutch_text[-1] == " ") != (
                text[-1] == " "
            ):
                wrong.append((dutch_text, text))
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_works_for_the_server_and_for_the_browser(path):
    held = catalogue(path)
    compiled = io.BytesIO()
    write_mo(compiled, held)
    compiled.seek(0)
    texts = GNUTranslations(compiled)
    assert texts.gettext("Doe mee") == "Join"
    assert texts.ngettext("%(num)s minuut", "%(num)s minuten", 1) == "%(num)s minute"
    assert texts.ngettext("%(num)s minuut", "%(num)s minuten", 3) == "%(num)s minutes"
    script = catalogues.script(held)
    in_scripts = {text.one for text in TEXTS if text.path.endswith(".js")}
    assert len(in_scripts) > 150
    assert set(re.findall(r'^"((?:[^"\\]|\\.)*)": ', script, re.MULTILINE)) == in_scripts
    assert '"Nu": "Now"' in script
    assert '"Ik onderteken": ' not in script, "what only the server says is not sent to browsers"


def test_the_contract_says_the_same_in_both_languages():
    assert list(DUTCH) == list(ENGLISH)
    places = {key: sorted(PLACE.findall(text)) for key, text in DUTCH.items()}
    assert {key: sorted(PLACE.findall(text)) for key, text in ENGLISH.items()} == places


def test_every_path_in_a_catalogue_is_there():
    named = {name for path in CATALOGUES for message in catalogue(path) for name, _ in message.locations}
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
