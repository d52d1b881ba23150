"""The wall when the hall is full: nothing is cut off, and who does not fit is counted."""

from tests.e2e.support import checks
from tests.e2e.support.story import Story

SENTENCE = "wij elkaar op straat groeten en weten hoe wij elkaar kunnen bereiken als het nodig is"


def crowd(story: Story, count: int) -> None:
    """Seat more people than fit in a line, through the device of one of them."""
    for number in range(count):
        op = f"00000000-0000-4000-8000-{number:012d}"
        story.fatma.act("join", id=op, name=f"Buurvrouw{number} Jansen", device=False, side="informal")


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
