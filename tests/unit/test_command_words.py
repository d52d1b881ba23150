"""What the command line says of itself is Dutch, also where Click says it."""

import pytest
from click.testing import CliRunner

from partnerschap.cli import group


@pytest.mark.parametrize("command", [[], ["erase"], ["seal-key"], ["play"]])
def test_help_speaks_dutch(command: list[str]) -> None:
    told = CliRunner().invoke(group, [*command, "--help"]).output
    assert told.startswith("Gebruik: ")
    assert "Opties:" in told
    assert "Toon deze uitleg." in told
    for english in ("Usage", "[OPTIONS]", "COMMAND", "Options", "Show ", "Confirm ", "and exit"):
        assert english not in told
