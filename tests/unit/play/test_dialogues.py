from pathlib import Path

import pytest

from partnerschap.play.player import Player
from partnerschap.play.reading import read_script

DIALOGUES = sorted((Path(__file__).parents[3] / "partnerschap" / "play" / "dialogues").glob("*.toml"))


@pytest.mark.parametrize("file", DIALOGUES, ids=lambda file: file.stem)
def test_every_dialogue_that_is_shipped_goes_as_it_says(file, room):
    script = read_script(file)

    assert Player(script, room).play() == len(script.acts)


def test_playing_stops_before_the_first_act_of_a_kind(room):
    script = read_script(next(file for file in DIALOGUES if file.stem == "eetclub"))
    player = Player(script, room)

    done = player.play(until="reopen")

    assert script.acts[done].do == "reopen"
    assert player.world.wall.view["map"]["version"] == 1
