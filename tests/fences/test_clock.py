"""Time, ids and chance come in as arguments: only the adapters of the real world ask for them."""

import ast
from pathlib import Path

PACKAGE = Path("partnerschap")
# The real clock and dice; the player of dialogues is a client of its own; a busy answer may wait and measure.
ALLOWED = {"chance.py"}
CLIENTS = {"play"}
FORBIDDEN = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
    ("secrets", "token_urlsafe"),
    ("secrets", "token_hex"),
    ("secrets", "choice"),
    ("random", "random"),
    ("random", "choice"),
    ("random", "shuffle"),
}


def calls(tree: ast.AST) -> set[tuple[str, str]]:
    """Return the calls of the form name.attribute()."""
    return {
        (node.func.value.id, node.func.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    }


def test_only_the_adapters_ask_for_the_time_or_for_chance():
    asking = {}
    for path in PACKAGE.rglob("*.py"):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] in ALLOWED | CLIENTS:
            continue
        if found := calls(ast.parse(path.read_text("utf-8"))) & FORBIDDEN:
            asking[str(inside)] = sorted(found)
    assert asking == {}


def test_the_fence_sees_what_it_looks_for():
    assert calls(ast.parse("datetime.now(UTC)")) & FORBIDDEN
    assert calls(ast.parse(Path("partnerschap/chance.py").read_text("utf-8"))) & FORBIDDEN
