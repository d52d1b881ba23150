"""The spoken join code: eight characters that cannot be mistaken for one another (at least 38 bits)."""

ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8


def tidy(typed: str) -> str:
    """Return what somebody typed as a code: upper case, without spaces and marks."""
    return "".join(c for c in typed.upper() if c.isalnum())


def shown(code: str) -> str:
    """Return a code as it is shown and spoken, four and four."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
