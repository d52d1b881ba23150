from pathlib import Path

import pytest

from partnerschap.application.timelines import PASSED_OVER
from partnerschap.domain.gates import live_joint
from partnerschap.domain.timeline import Timeline, as_it_stood, grown, known_now
from partnerschap.play.player import Player
from partnerschap.play.reading import read_script

DIALOGUES = sorted((Path(__file__).parents[3] / "partnerschap" / "play" / "dialogues").glob("*.toml"))


@pytest.mark.parametrize("file", DIALOGUES, ids=lambda file: file.stem)
def test_every_dialogue_that_is_shipped_goes_as_it_says(file, room):
    script = read_script(file)

    assert Player(script, room).play() == len(script.acts)
    the_timeline_tells_the_same(room)


def the_timeline_tells_the_same(room):
    """Its last moment is the map, and the acts that it passes over would have added nothing."""
    whole = grown(Timeline(), [line for _, line in room.maps.journal])
    read = grown(Timeline(), [line for act, line in room.maps.journal if act not in PASSED_OVER])
    assert read.moments == whole.moments
    shown = as_it_stood(read, len(read.moments) - 1, known_now(room.state))
    assert [(line.id, line.texts) for line in shown] == [(e.id, e.texts) for e in live_joint(room.state)]
    assert list(read.gates) == [gate.status for gate in room.state.gates]
    assert read.version == room.state.version


def test_playing_stops_before_the_first_act_of_a_kind(room):
    script = read_script(next(file for file in DIALOGUES if file.stem == "eetclub"))
    player = Player(script, room)

    done = player.play(until="reopen")

    assert script.acts[done].do == "reopen"
    assert player.world.wall.view["map"]["version"] == 1
