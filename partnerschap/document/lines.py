"""Sentences into lines: breaking at spaces, inside words only where a word alone is wider than the column.

Widths and sizes are points. A sentence whose own words begin from the right is set from the right; inside
another sentence people's own pieces keep their direction without pulling the rest along.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from partnerschap.document import fonts, text
from partnerschap.document.blocks import Rich, Span, plain


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: font, size and distance between lines in points, colour as hexadecimal text."""

    font: str
    size: float
    leading: float
    colour: str


@dataclass(frozen=True, slots=True)
class Run:
    """Drawn text in one font, `x` points from the line's beginning."""

    font: str
    text: str
    x: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Runs that belong together, drawn from left to right.

    `said` is what they stand for where the drawn characters are others or in another order (Arabic, emoji,
    boxes), and empty where they are the same.
    """

    runs: tuple[Run, ...]
    said: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to draw: phrases from left to right, width in points, `indent` when set from the right.

    `spaced` when a space or a line end stood where the next line begins, and not the middle of a word.
    """

    phrases: tuple[Phrase, ...]
    width: float
    indent: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class _Atom:
    """Text of one piece that is not broken; `glue` when the next atom may not begin a line."""

    piece: int
    text: str
    wide: float
    glue: bool


_EVENED = 4
_BREAK_AFTER = re.compile("(?<=[^\\W\\d_][-/\u2013\u2014])(?=[^\\W\\d_])|(?<=[\u2014\u1361-\u1368])(?=\\S)")
_CLUSTER = re.compile("(?s:.)[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]*")


def set_lines(rich: Rich, style: Style, width: float) -> list[SetLine]:
    """The sentence in lines of at most `width` points; newlines in it begin a new line."""
    base = text.direction(plain(rich)) if all(span.own for span in rich) else "L"
    done: list[SetLine] = []
    for paragraph in _paragraphs(rich):
        done[-1:] = [replace(line, spaced=True) for line in done[-1:]]
        for atoms, spaced in _fill(_atoms(paragraph, style), style, width):
            done.append(replace(_line(atoms, paragraph, style, base, width), spaced=spaced))
    return done


def even_lines(rich: Rich, style: Style, width: float, *, least: float = 1.0) -> list[SetLine]:
    """The sentence in as few lines as `set_lines` needs, narrowed until the last is `least` of the first.

    1.0 gives lines of about equal width (titles); a small share only avoids a single word on the last line.
    """
    best = set_lines(rich, style, width)
    if not 1 < len(best) <= _EVENED or "\n" in plain(rich) or text.has_rtl(plain(rich)):
        return best
    for share in range(96, 48, -4):
        if best[-1].width >= least * best[0].width:
            break
        lines = set_lines(rich, style, width * share / 100)
        if len(lines) > len(best):
            break
        best = lines
    return best


def _paragraphs(rich: Rich) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in rich:
        first, *rest = span.text.split("\n")
        current.append(Span(first, span.own, span.strong))
        for part in rest:
            yield current
            current = [Span(part, span.own, span.strong)]
    yield current


def _face(span: Span, style: Style) -> str:
    return fonts.STRONG.get(style.font, style.font) if span.strong else style.font


def _atoms(spans: Sequence[Span], style: Style) -> list[_Atom]:
    atoms: list[_Atom] = []
    for number, span in enumerate(spans):
        face = _face(span, style)
        for word in re.findall(r"[^ ]+| +", text.printable(span.text)):
            if word[0] == " ":
                atoms.append(_Atom(number, " ", fonts.width(face, " ", style.size), glue=False))
                continue
            parts = _BREAK_AFTER.split(word)
            for index, part in enumerate(parts):
                # The end of a piece holds on to what follows (a comma after a name) until a space comes.
                last = index == len(parts) - 1
                atoms.append(_Atom(number, part, _wide(face, part, style.size), glue=last))
    return atoms


def _wide(face: str, part: str, size: float) -> float:
    shown = text.visual(part, "L")
    return fonts.width(face, "".join(char for char in shown if not text.is_mark(char)), size)


def _fill(atoms: list[_Atom], style: Style, width: float) -> Iterator[tuple[list[_Atom], bool]]:
    """Atoms line by line, and whether a space ended the line.

    What sticks together moves together, and what is too wide alone is cut.
    """
    line: list[_Atom] = []
    used = 0.0
    for chunk in _chunks(atoms):
        wide = sum(atom.wide for atom in chunk)
        if chunk[0].text == " ":
            if line:
                line.append(chunk[0])
                used += wide
            continue
        if line and used + wide > width:
            yield _trimmed(line)
            line, used = [], 0.0
        if wide > width:
            for atom in _cut(chunk, style, width):
                if line and used + atom.wide > width:
                    yield _trimmed(line)
                    line, used = [], 0.0
                line.append(atom)
                used += atom.wide
        else:
            line += chunk
            used += wide
    yield _trimmed(line)


def _chunks(atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    chunk: list[_Atom] = []
    for atom in atoms:
        if atom.text == " ":
            if chunk:
                yield chunk
            yield [atom]
            chunk = []
        else:
            chunk.append(atom)
            if not atom.glue:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _trimmed(line: list[_Atom]) -> tuple[list[_Atom], bool]:
    kept = line
    while kept and kept[-1].text == " ":
        kept = kept[:-1]
    return kept, len(kept) < len(line)


def _cut(chunk: list[_Atom], style: Style, width: float) -> Iterator[_Atom]:
    """The atoms letter by letter, each with its marks; Arabic counted at its widest."""
    face = fonts.STRONG.get(style.font, style.font)
    for atom in chunk:
        for match in _CLUSTER.finditer(atom.text):
            yield _Atom(atom.piece, match[0], min(width, _wide(face, match[0], style.size)), glue=True)


def _line(
    atoms: list[_Atom], spans: Sequence[Span], style: Style, base: text.Direction, width: float
) -> SetLine:
    pieces: list[tuple[int, str]] = []
    for atom in atoms:
        if pieces and pieces[-1][0] == atom.piece:
            pieces[-1] = (atom.piece, pieces[-1][1] + atom.text)
        else:
            pieces.append((atom.piece, atom.text))
    x = 0.0
    phrases: list[Phrase] = []
    for number, words in pieces if base == "L" else reversed(pieces):
        phrase, x = _phrase(words, _face(spans[number], style), style.size, base, x)
        _append(phrases, phrase)
    return SetLine(tuple(phrases), x, width - x if base == "R" else 0.0)


def _append(phrases: list[Phrase], phrase: Phrase) -> None:
    """Add a phrase; ordinary text in one font goes on in the run before it, so that it is read as one."""
    if not phrase.runs:
        return
    if phrases and not phrases[-1].said and not phrase.said:
        (*earlier, last), (first, *later) = phrases[-1].runs, phrase.runs
        marked = any(text.is_mark(char) for run in (last, first) for char in run.text)
        if last.font == first.font and not marked:
            joined = Run(last.font, last.text + first.text, last.x)
            phrases[-1] = Phrase((*earlier, joined, *later), "")
            return
    phrases.append(phrase)


def _phrase(words: str, face: str, size: float, base: text.Direction, x: float) -> tuple[Phrase, float]:
    """The words as drawn from `x` on, and where they end."""
    shown = text.visual(words, base)
    runs: list[Run] = []
    if any(text.is_mark(char) for char in shown):
        x = _with_marks(shown, face, size, x, runs)
    else:
        for name, piece in fonts.runs(face, shown):
            runs.append(Run(name, piece, x))
            x += fonts.width(name, piece, size)
    same = "".join(run.text for run in runs) == words
    return Phrase(tuple(runs), "" if same else words), x


def _with_marks(shown: str, face: str, size: float, x: float, runs: list[Run]) -> float:
    """Letter by letter, so that each mark stands over its letter; unshaped it would stand beside it."""
    base: tuple[str, str] | None = None
    for char in shown:
        name, drawn = fonts.face_for(face, char)
        if text.is_mark(char) and base is not None and drawn == char:
            runs.append(Run(name, drawn, x + fonts.mark_shift(*base, name, char) * size / 1000))
            continue
        runs.append(Run(name, drawn, x))
        x += fonts.width(name, drawn, size)
        base = (name, drawn)
    return x
