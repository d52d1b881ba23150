"""The words that Click itself says in `--help`, in Dutch as all that the commands say."""

from collections.abc import Iterable

import click

_WORDS = {
    "Options": "Opties",
    "Commands": "Opdrachten",
    "Show this message and exit.": "Toon deze uitleg.",
    "Show the version and exit.": "Toon de versie.",
    "Confirm the action without prompting.": "Doe het zonder te vragen.",
}
_PLACES = {"[OPTIONS]": "[OPTIES]", "COMMAND": "OPDRACHT", "[ARGS]...": "[WAARDEN]..."}


class _DutchHelp(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        said = " ".join(_PLACES.get(word, word) for word in args.split())
        super().write_usage(prog, said, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        told = [(name, _WORDS.get(text, text)) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class _DutchContext(click.Context):
    formatter_class = _DutchHelp


def in_dutch(command: click.Command) -> None:
    """Let a command and those below it explain themselves in Dutch."""
    command.context_class = _DutchContext
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        in_dutch(each)
