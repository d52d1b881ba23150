"""A comparison of two versions in plain words, as the page and the wall show it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from partnerschap.domain.changed_words import Words
from partnerschap.domain.compare import Column, Comparison, Fate, Line, Party
from partnerschap.domain.said import RESPONSIBILITY, Said
from partnerschap.web.i18n import day, instrument_in, language
from partnerschap.web.tongue import _, _l, _n

Record = dict[str, Any]
Naming = Callable[[str], str]

LABELS: Mapping[str, Any] = {
    "place": _l("Plek op de kaart"),
    "carried_by": _l("Verantwoordelijk"),
    "meanings": _l("Dan zie je"),
    "respect": _l("Overgenomen uit respect"),
    "role": _l("Rol"),
    "status": _l("Hoe vast het ligt"),
    "owners": _l("Wie"),
    "due": _l("Uiterlijk"),
    "backup": _l("Als het niet lukt"),
    "asked_of": _l("Gevraagd aan"),
    "side": _l("Kant"),
    "organisation": _l("Organisatie"),
    "facilitator": _l("Begeleidt"),
    "left": _l("Weggegaan"),
    "will": _l("Doet wel"),
    "will_not": _l("Doet niet"),
    "until": _l("Waar het ophoudt"),
    "non_compliance": _l("Als iemand zich er niet aan houdt"),
    "guardian": _l("Wie let op deze afspraak"),
    "confidentiality": _l("Wat we vertrouwelijk houden"),
    "review_on": _l("Wanneer we weer kijken"),
    "intent": _l("Hoe we deze afspraak zien"),
}
_VALUES: Mapping[str, Any] = {
    "frame": _l("kader: ligt al vast"),
    "agreement": _l("afspraak"),
    "unmet": _l("nog niet vervuld"),
    "volunteers": _l("Vrijwilligers zijn helemaal verantwoordelijk"),
    "shared": _l("Samen en gelijk verantwoordelijk"),
    "professionals": _l("Professionals zijn meer verantwoordelijk"),
    "mine": _l("mijn"),
    "ours": _l("onze"),
    "others": _l("van anderen"),
    "formal": _l("formeel"),
    "informal": _l("informeel"),
    "moral": _l("een morele afspraak"),
    "committed": _l("hier willen we ons aan houden"),
}
_CODES = frozenset({"status", "carried_by", "side", "intent"})


def told(found: Comparison, subject: str) -> Record:
    """Return what a template shows of a comparison; `subject` is what the map is about."""
    names = _names(found)
    steps = {step["key"]: step for step in instrument_in(language())["steps"]}
    columns = [_column(column, steps[column.step], names, subject) for column in found.columns]
    return {
        "former": found.former,
        "later": found.later,
        "columns": columns,
        "people": [_person(party) for party in found.parties if party.fate is not Fate.STAYED],
        "terms": [_fact(key, (was,), (now,), str) for key, (was, now) in found.terms.items()],
        "nothing": found.nothing_changed,
        "summary": _summary(line for column in found.columns for line in column.lines),
    }


def _names(found: Comparison) -> Naming:
    """Return what turns the id of a party into their name; what is no id stays as it is."""
    known = {party.told["id"]: str(party.told["name"]) for party in found.parties}
    return lambda who: known.get(who, who)


def _column(column: Column, step: Record, names: Naming, subject: str) -> Record:
    moved = [_line(line, names, subject) for line in column.lines if line.fate is not Fate.STAYED]
    stayed = [_line(line, names, subject) for line in column.having(Fate.STAYED)]
    return {
        "key": step["key"],
        "number": step["number"],
        "label": step["label"],
        "lines": moved,
        "stayed": stayed,
        "summary": _summary(line for line in column.lines if line.fate is not Fate.STAYED),
        "went": _went(column),
    }


def _went(column: Column) -> list[str]:
    """Say how many lines are there no more, those that were done apart."""
    gone = column.having(Fate.WENT)
    done = sum(line.done for line in gone)
    rest = len(gone) - done
    said = [_n("%(num)s gedaan", "%(num)s gedaan", done)] if done else []
    return [*said, _n("%(num)s vervallen", "%(num)s vervallen", rest)] if rest else said


def _summary(lines: Iterable[Line]) -> str:
    """Say in one line how many lines changed, came, went and stayed."""
    fates = [line.fate for line in lines]
    said = [
        text
        for fate, text in (
            (Fate.CHANGED, _n("%(num)s veranderd", "%(num)s veranderd", fates.count(Fate.CHANGED))),
            (Fate.CAME, _n("%(num)s nieuw", "%(num)s nieuw", fates.count(Fate.CAME))),
            (Fate.WENT, _n("%(num)s weg", "%(num)s weg", fates.count(Fate.WENT))),
            (Fate.STAYED, _n("%(num)s gebleven", "%(num)s gebleven", fates.count(Fate.STAYED))),
        )
        if fate in fates
    ]
    return ", ".join(said)


def _line(line: Line, names: Naming, subject: str) -> Record:
    was, now = line.before, line.after
    changed = line.fate is Fate.CHANGED
    details = [name for name in line.what if name not in {"text", "place", "resolved", "differs"}]
    facts = [_fact(name, _of(was, name), _of(now, name), names) for name in details]
    if "place" in line.what and was is not None and now is not None:
        facts.insert(0, _moved(was, now))
    if not changed:
        facts = [_plain(name, value, names) for name, value in line.said.details.items() if value]
    return {
        "id": line.said.id,
        "fate": line.fate.value,
        "label": _fate(line),
        "asked": line.said.asked.replace("{subject}", subject),
        "texts": _texts(line),
        "differs": line.said.kind == "difference",
        "note": _("Dit schuurde, en is nu één tekst.") if "resolved" in line.what else "",
        "facts": facts,
    }


def _texts(line: Line) -> list[list[tuple[str, str]]]:
    """Return its texts as runs of (same, went or came; words); what stands on one side only is not marked."""
    if line.said.kind == RESPONSIBILITY:
        return [[("same", line.said.texts[0] or _("Voor het geheel"))]]
    if line.fate is not Fate.CHANGED:
        return [[("same", text)] for text in line.said.texts]
    return [[_run(words) for words in text] for text in line.texts]


def _run(words: Words) -> tuple[str, str]:
    return (words.run.value, words.text)


def _fate(line: Line) -> str:
    if line.fate is Fate.WENT and line.done:
        return _("Gedaan")
    words = {
        Fate.CHANGED: _("Veranderd"),
        Fate.CAME: _("Nieuw"),
        Fate.WENT: _("Vervallen"),
        Fate.STAYED: _("Gebleven"),
    }
    return words[line.fate]


def _of(said: Said | None, name: str) -> tuple[str, ...]:
    return said.details.get(name, ()) if said else ()


def _moved(was: Said, now: Said) -> Record:
    old, new = (said.asked or _value("place", said.place[-1]) for said in (was, now))
    return {"label": str(LABELS["place"]), "was": old, "now": new}


def _fact(name: str, was: Iterable[str], now: Iterable[str], names: Naming) -> Record:
    old, new = (", ".join(_value(name, names(each)) for each in side if each) for side in (was, now))
    return {"label": str(LABELS[name]), "was": old, "now": new}


def _plain(name: str, value: Iterable[str], names: Naming) -> Record:
    """Return what goes with a line that stayed, came or went: nothing of it is marked."""
    said = ", ".join(_value(name, names(each)) for each in value)
    return {"label": str(LABELS[name]), "is": said}


def _value(name: str, value: str) -> str:
    if name in {"due", "review_on"}:
        return day(value)
    return str(_VALUES.get(value, value)) if name in _CODES or name == "place" else value


def _person(party: Party) -> Record:
    labels = {
        Fate.CAME: _("Doet nu ook mee"),
        Fate.WENT: _("Doet niet meer mee"),
        Fate.CHANGED: _("Veranderd"),
    }
    was, now = party.before or {}, party.after or {}
    facts = [_fact(name, (_side_of(was, name),), (_side_of(now, name),), str) for name in party.what]
    return {
        "name": party.told["name"],
        "fate": party.fate.value,
        "label": labels[party.fate],
        "facts": facts,
    }


def _side_of(party: Mapping[str, Any], name: str) -> str:
    """Return what a version says of somebody, in words; a limit stands among the others of its kind."""
    if name in {"will", "will_not", "until"}:
        return str((party["limits"] or {}).get(name, ""))
    value = party[name]
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return str(value)
