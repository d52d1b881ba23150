"""Keyboards that compose, as those of Android do with every word: the word is theirs until it is done."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.support.people import INFORMAL
from tests.e2e.support.story import Story
from tests.e2e.test_network import LOST

FIELD = "#write-success textarea[name=text]"
SEND = "document.getElementById('write-success').requestSubmit()"
COUNT_ENDS = "window.ends = 0; document.addEventListener('compositionend', () => { window.ends += 1; })"


class Keyboard:
    """A phone's keyboard at a page: it shows a word before it has decided on it."""

    def __init__(self, page):
        page.evaluate(COUNT_ENDS)
        self._page = page
        self._device = page.context.new_cdp_session(page)

    def compose(self, word, **over):
        """Show a word, in the place of the one that is being composed or of the characters that are named."""
        end = len(word)
        self._device.send(
            "Input.imeSetComposition", {"text": word, "selectionStart": end, "selectionEnd": end, **over}
        )

    def decide(self, word):
        """The word is done."""
        self._device.send("Input.insertText", {"text": word})

    @property
    def is_composing(self):
        return self._page.evaluate("window.ends") == 0


@pytest.fixture
def fatma(table):
    table.visitors.watch.allow(*LOST)
    table.begin()
    return table.join("Fatma Yılmaz", INFORMAL)


def test_a_word_that_is_not_done_is_sent_whole_and_once_and_the_field_is_empty(fatma):
    """Seen to fail without `await composed(form)` in `forms/forms.js`: half a word stayed in the field."""
    keyboard = Keyboard(fatma.page)
    fatma.page.locator(FIELD).press_sequentially("samen ")
    keyboard.compose("et")
    keyboard.compose("eten")
    # The button takes the focus, as it does for a finger: the keyboard decides then.
    fatma.press(re.compile("briefje"), fatma.page.locator("#write-success"))
    expect(fatma.page.locator(".mine .slip__text")).to_have_text(["samen eten"])
    expect(fatma.page.locator(FIELD)).to_have_value("")
    # Its own key sends and leaves the focus where it is: the answer comes before the keyboard decides.
    fatma.page.locator(FIELD).press_sequentially("samen ")
    keyboard.compose("zingen")
    fatma.page.evaluate(SEND)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text(["samen eten", "samen zingen"])
    keyboard.decide("zingen")
    expect(fatma.page.locator(FIELD)).to_have_value("")


def test_a_form_that_waits_is_not_emptied_under_a_word_that_is_composed_anew(fatma):
    """A tap in a word makes Android compose it again. Seen to fail without `isComposing` in `forms.js`."""
    fatma.page.context.set_offline(True)
    field = fatma.page.locator(FIELD)
    field.press_sequentially("samen eten")
    keyboard = Keyboard(fatma.page)
    fatma.page.evaluate(SEND)
    keyboard.compose("eten", replacementStart=6, replacementEnd=10)
    fatma.page.wait_for_timeout(3_500)  # twice as long as it takes before a form is free
    assert keyboard.is_composing
    keyboard.compose("eten")
    keyboard.decide("eten")
    expect(fatma.page.locator(".slip--unsent .slip__text")).to_have_text(["samen eten"])
    expect(field).to_have_value("")
    fatma.page.context.set_offline(False)
    expect(fatma.page.locator(".slip--unsent")).to_have_count(0, timeout=20_000)
    expect(fatma.page.locator(".mine .slip__text")).to_have_text(["samen eten"])


def test_a_word_that_was_not_done_stands_there_after_a_reload(fatma):
    """Seen to fail without `input` among the kinds of event in `forms/keeping.js`."""
    keyboard = Keyboard(fatma.page)
    fatma.page.locator(FIELD).press_sequentially("samen ")
    keyboard.compose("ete")
    fatma.page.wait_for_timeout(300)
    fatma.page.reload()
    expect(fatma.page.locator(FIELD)).to_have_value("samen ete")


def test_at_the_desk_a_change_by_another_does_not_disturb_the_word(table):
    """And takes nothing from the other. Seen to fail without `baseField` in `forms/desk.js`."""
    story = Story.begin(table)
    story.focus("values", "note")
    fatma, joke = story.fatma, story.joke
    entry = fatma.act("note", step="values", prompt="success", text="we eten")["id"]
    fatma.sees("we eten")
    fatma.page.locator(f'a[data-open="edit"][data-entry="{entry}"]').filter(visible=True).first.click()
    field = fatma.page.locator("#desk-edit-text")
    expect(field).to_be_focused()
    keyboard = Keyboard(fatma.page)
    field.press("End")
    keyboard.compose(" same")
    joke.act("edit", entry=entry, text="vrijdag we eten", base=["we eten"])
    fatma.sees("vrijdag we eten")
    story.focus("values", "consent")  # which gives the page another shape
    expect(fatma.page.locator("form.stance")).to_be_attached()
    keyboard.compose(" samen")
    assert keyboard.is_composing
    keyboard.decide(" samen")
    expect(field).to_have_value("we eten samen")
    fatma.press(re.compile("Bewaar|Verander"), fatma.page.locator("[data-desk]"))
    joke.sees("vrijdag we eten samen")
