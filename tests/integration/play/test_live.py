import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerschap.play.commands import STOPPED, play_command
from partnerschap.play.server import is_well

DIALOGUES = sorted((Path(__file__).parents[3] / "partnerschap" / "play" / "dialogues").glob("*.toml"))
COMINGS_AND_GOINGS = Path(__file__).with_name("comings_and_goings.toml")
RULES = Path(__file__).parents[2] / "dialogues"
LIVE_RULES = [
    RULES / f"{name}.toml"
    for name in ("04-by-the-hand-of-another", "08-late-entries", "14-limits-and-unknown-keys")
]
EATING_CLUB = next(file for file in DIALOGUES if file.stem == "eetclub")


def run(*arguments):
    return CliRunner().invoke(play_command, [str(each) for each in arguments])


@pytest.mark.parametrize("file", [*DIALOGUES, COMINGS_AND_GOINGS, *LIVE_RULES], ids=lambda file: file.stem)
def test_every_dialogue_goes_as_it_says_through_the_public_doors(file, address):
    done = run(file, "--address", address)

    assert done.output.endswith("alle verwachtingen kloppen.\n")
    assert done.exit_code == 0


def test_the_contract_can_be_written_to_a_file(address, tmp_path):
    pdf = tmp_path / "contract.pdf"
    done = run(EATING_CLUB, "--address", address, "--until", "reopen", "--contract", pdf)

    assert done.exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_no_contract_is_written_where_there_is_none(address, tmp_path):
    done = run(
        EATING_CLUB, "--address", address, "--until", "freeze", "--contract", tmp_path / "contract.pdf"
    )

    assert done.exit_code == 1
    assert "er is geen contract" in done.output


def test_an_expectation_that_fails_ends_with_1_and_names_its_line(address, tmp_path):
    text = EATING_CLUB.read_text("utf-8")
    wrong = text.replace(
        'text = "er een tweede kok is", is = false', 'text = "er een tweede kok is", is = true'
    )
    file = tmp_path / "eetclub.toml"
    file.write_text(wrong, "utf-8")
    done = run(file, "--address", address)

    expected = wrong[: wrong.index("is = true}")].count("\n")
    assert done.exit_code == 1
    assert f"{file}:{expected - 1}: sees: sanne" in done.output


def test_a_player_that_is_told_to_stop_takes_its_server_with_it():
    command = [sys.executable, "-c", "from partnerschap.cli import main; main()", "demo"]
    demo = subprocess.Popen([*command, "--port", "0", "--wait", "60"], stdout=subprocess.PIPE, text=True)
    wall = demo.stdout.readline().split()[-1]
    address = wall.partition("/sleutel/")[0]
    try:
        assert is_well(address)
    finally:
        demo.terminate()
        with suppress(subprocess.TimeoutExpired):
            demo.communicate(timeout=30)
        demo.kill()

    assert demo.returncode == STOPPED
    assert not is_well(address)


def test_without_an_address_the_player_brings_its_own_server(tmp_path):
    done = run(EATING_CLUB, "--until", "close")

    assert done.exit_code == 0
