"""What happens to typed text before it is judged: invisible characters go, the words stay as typed."""

import unicodedata

from partnerschap.domain import limits
from partnerschap.domain.refusals import Code, Refusal, refuse

_LINE_BREAKS = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}
)
# Embedding and override marks can make a text read differently from what it says; isolates are as strong.
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc", "Mn", "Me"})
# Letters and signs that are drawn as nothing: the Hangul fillers and the empty Braille cell.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def clean(raw: str) -> str:
    """Return the text in NFC, trimmed, without control characters, surrogates and direction overrides."""
    if raw.isprintable():  # most text: nothing to take out
        return unicodedata.normalize("NFC", raw).strip()
    text = raw.replace("\r\n", "\n").translate(_LINE_BREAKS)
    kept = (c for c in text if _printable(c))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(raw: str) -> str:
    """Return the cleaned text on one line; for names and labels."""
    return " ".join(clean(raw).split())


def says_something(text: str) -> bool:
    """Tell whether anything in the text can be seen."""
    return any(unicodedata.category(c) not in _INVISIBLE and c not in _BLANKS for c in text)


def problem_with(text: str, field: str, *, limit: int = limits.TEXT) -> Refusal | None:
    """Refuse a cleaned text that is empty or longer than `limit` characters (rule 15)."""
    if not says_something(text):
        return refuse(Code.EMPTY_TEXT, field)
    if len(text) > limit:
        return refuse(Code.TOO_LONG, field)
    return None


def problem_with_optional(text: str, field: str, *, limit: int = limits.TEXT) -> Refusal | None:
    """Refuse a cleaned text only when it is too long; it may be empty."""
    return refuse(Code.TOO_LONG, field) if len(text) > limit else None


def folded(text: str) -> str:
    """Return the form in which two names count as the same: what nobody can see makes no difference."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf" and c not in _BLANKS)
    return unicodedata.normalize("NFKC", clean_line(seen)).casefold()


def _printable(character: str) -> bool:
    if character == "\n":
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _DIRECTION_OVERRIDES
