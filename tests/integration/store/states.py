"""Maps with anything in any field that its type allows, whether the method would let it come about or not."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from partnerschap.domain.agreement import Concluded, Signature
from partnerschap.domain.ids import MapId
from partnerschap.domain.model import PartnershipMap
from partnerschap.store.parts import PARTS

# What `domain.text.clean` lets through, and more: only NUL and half characters cannot be stored.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(0, 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2300, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    Any: JSON,
    NoneType: st.none(),
}
ONE_PER_ID = {each.sources[0]: each.kind for each in PARTS if each.key == ("id",)}


def anything(hint: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one line for each kind of type
    """Return every value that a type hint of the model allows."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if isinstance(hint, NewType):
        return anything(hint.__supertype__)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        hints = get_type_hints(hint)
        return st.builds(hint, **{each.name: anything(hints[each.name]) for each in fields(hint)})
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {UnionType, Union}:
        return st.one_of([anything(each) for each in inner])
    if origin is tuple and inner[-1] is ...:
        return st.lists(anything(inner[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(anything(each) for each in inner))
    if origin is frozenset:
        return st.frozensets(anything(inner[0]), max_size=3)
    assert issubclass(origin, Mapping), hint
    return st.dictionaries(anything(inner[0]), anything(inner[1]), max_size=3)


def _by(key: str, kind: type) -> st.SearchStrategy[dict[Any, Any]]:
    """Things in any order, each under what it is known by."""
    return st.lists(anything(kind), max_size=4).map(
        lambda found: {getattr(each, key): each for each in found}
    )


@st.composite
def states(draw: st.DrawFn, map_id: str) -> PartnershipMap:
    """A map whose parts are anything, except that things stand under their own ids, as the model promises."""
    version = draw(st.integers(3, 300))
    numbers = draw(st.lists(st.integers(1, version - 1), max_size=2, unique=True))
    keyed = {name: draw(_by("id", kind)) for name, kind in ONE_PER_ID.items()}
    former = tuple(
        replace(draw(anything(Concluded)), version=number, signatures=draw(_by("person", Signature)))
        for number in sorted(numbers)
    )
    return draw(
        st.builds(
            PartnershipMap,
            id=st.just(MapId(map_id)),
            **{
                name: anything(hint)
                for name, hint in get_type_hints(PartnershipMap).items()
                if name not in {"id", "version", "concluded", "signatures", "final", *ONE_PER_ID}
            },
            **{name: st.just(value) for name, value in keyed.items()},
            version=st.just(version),
            concluded=st.just(former),
            signatures=_by("person", Signature),
            final=st.booleans(),
        )
    )


@st.composite
def later(draw: st.DrawFn, state: PartnershipMap) -> PartnershipMap:
    """What may become of a map: of every part some things stay, go or come, and the order may change."""
    fresh = draw(states(state.id))
    changed: dict[str, Any] = {}
    for each in fields(PartnershipMap):
        old, new = getattr(state, each.name), getattr(fresh, each.name)
        if each.name in {"id", "version", "concluded"} or draw(st.booleans()):
            continue
        if isinstance(old, Mapping):
            kept = {key: value for key, value in old.items() if draw(st.booleans())}
            mixed = list((draw(st.sampled_from([kept | new, new | kept])) if kept else new).items())
            new = dict(draw(st.permutations(mixed)) if draw(st.booleans()) else mixed)
        changed[each.name] = new
    return replace(state, **changed)
