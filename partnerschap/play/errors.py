"""The two ways in which playing a script ends early."""


class ScriptError(Exception):
    """The script cannot be read: where, which key, and why."""

    def __init__(self, file: str, line: int, key: str, why: str) -> None:
        super().__init__(file, line, key, why)
        self.file = file
        self.line = line
        self.key = key
        self.why = why

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.why}" if self.key else f"{place}: {self.why}"


class PlayError(Exception):
    """Something did not go as the script says; `line` is where the script says so, 0 when no line does."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(file, line, why)
        self.file = file
        self.line = line
        self.why = why

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}" if self.line else f"{self.file}: {self.why}"


class DoorError(Exception):
    """A door of the app did not answer as it should: no answer in time, a crash, a page that is not there."""
