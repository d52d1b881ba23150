"""The wall when the hall is full: nothing is cut off, and who does not fit is counted."""

from playwright.sync_api import expect

from tests.e2e.support import checks
from tests.e2e.support.story import Story

FILL = "background-color"
LOOK = "(each, name, part) => getComputedStyle(each, part).getPropertyValue(name)"
SENTENCE = "wij elkaar op straat groeten en weten hoe wij elkaar kunnen bereiken als het nodig is"


def crowd(story: Story, count: int) -> None:
    """Seat more people than fit in a line, through the device of one of them."""
    for number in range(count):
        op = f"00000000-0000-4000-8000-{number:012d}"
        story.fatma.act("join", id=op, name=f"Buurvrouw{number} Jansen", device=False, side="informal")


def test_what_fits_is_shown_and_who_writes_stands_in_an_empty_place(table, picture):
    story = Story.begin(table)
    wall = story.wall
    for text in ("er rust is op het plein", "wij elkaar vertrouwen"):
        entry = story.fatma.act("note", step="values", prompt="success", text=text)["id"]
    for person, meaning in (
        (story.fatma, "Dan laat ik mijn zoon alleen naar het plein gaan, ook als het donker is."),
        (story.joke, "Dan belt men mij, en niet meteen de politie."),
    ):
        person.act("meaning", entry=entry, text=meaning)
    story.focus("values", "talk")
    wall.sees("Dan belt men mij, en niet meteen de politie.")
    assert checks.cut_off(wall.page) == []
    picture(wall.page, "wall/meanings")
    story.close("values")
    lines = {
        "share_knowledge": "Jongeren vertellen wat er speelt, de wijkagent deelt cijfers.",
        "share_say": "De jongeren en de buren beslissen over het plein, de gemeente zegt wat kan.",
        "own_strength": "Ik ben geen tolk voor alle jongeren.",
    }
    for prompt, text in lines.items():
        story.joke.act("note", step="relations", prompt=prompt, text=text)
    story.focus("relations", "note")
    story.fatma.act("park", text="camera’s ophangen")
    story.fatma.page.reload()
    story.fatma.page.locator("summary", has_text="Schrijf samen een tekst").last.click()
    story.fatma.page.locator("#note-decide_together-text").press_sequentially("Samen.")
    empty = wall.page.locator('.live [data-prompt="decide_together"] .place')
    expect(empty).to_contain_text("Fatma schrijft …")
    assert wall.page.locator(".live .wallprompt:not([hidden])").count() == 5
    # Two of the three places of the values that are still free stand on dry land.
    assert wall.page.locator(".done .places:not([hidden]) .place").count() > 0
    picture(wall.page, "wall/roomy")
    assert checks.cut_off(wall.page) == []
    # In forced colours (A7) edges tell where we are: the parcel's is wider, pin and phase keep a fill.
    wall.page.emulate_media(forced_colors="active")
    edge, ground = (
        wall.page.locator(".land.live").evaluate(LOOK, part) for part in ("border-top-width", FILL)
    )
    assert edge == "6px"
    assert wall.page.locator(".pin").evaluate(LOOK, FILL) != ground
    assert wall.page.locator(".phase--now").evaluate(f"each => ({LOOK})(each, '{FILL}', '::after')") != ground
    picture(wall.page, "forced-colors/roomy")
    wall.page.emulate_media(forced_colors="none")
    for size in ({"width": 1280, "height": 720}, {"width": 1024, "height": 768}):
        wall.page.set_viewport_size(size)
        wall.page.wait_for_timeout(300)
        assert checks.cut_off(wall.page) == []
        picture(wall.page, f"wall/roomy-{size['width']}")


def test_a_full_hall_cuts_nothing_off_and_counts_who_does_not_fit(table, picture):
    story = Story.begin(table)
    wall = story.wall
    crowd(story, 13)
    story.focus("values", "write")
    for number, person in enumerate((story.fatma, story.joke) * 4):
        person.act("write", step="values", prompt="success", text=f"{SENTENCE} ({number})", private=True)
    story.nora.act("reveal", step="values")
    wall.sees("en nog 1", "blad 1 van 2")
    wall.page.wait_for_timeout(1_500)
    assert checks.cut_off(wall.page) == []
    picture(wall.page, "wall/full-reveal")
    story.nora.press("Volgend blad")
    wall.sees("blad 2 van 2")
    story.nora.press("Vorig blad")
    wall.sees("blad 1 van 2")
    story.focus("values", "talk", begin_with=[story.fatma.id, story.joke.id])
    wall.sees("Fatma en Joke beginnen")
    wall.sees(f"{SENTENCE} (")
    assert checks.cut_off(wall.page) == []
    picture(wall.page, "wall/full-talk")
    for number in range(12):
        story.joke.act("note", step="values", prompt="success", text=f"{SENTENCE}, nummer {number}")
    wall.sees("zie je telefoon")
    wall.page.wait_for_timeout(1_500)
    picture(wall.page, "wall/full-note")
    assert checks.cut_off(wall.page) == []
    story.focus("values", "consent")
    stance = story.stance(story.joke, "values", "object", "er staat nog niets over de jongeren")
    story.nora.act("show_stances", step="values")
    story.focus("values", "consent", spotlight=stance)
    wall.sees("Joke heeft bezwaar, omdat …")
    wall.page.wait_for_timeout(1_500)
    picture(wall.page, "wall/full-spotlight")
    assert checks.cut_off(wall.page) == []
    story.nora.act("focus", step="values", phase="consent", screen="code")
    wall.sees("Doe mee. Ga op je telefoon naar")
    wall.page.wait_for_timeout(1_500)
    picture(wall.page, "wall/full-code")
    assert checks.cut_off(wall.page) == []
