"""A changed copy is what `dataclasses.replace` gives, for every value that the method knows."""

import dataclasses
from dataclasses import fields, is_dataclass

import pytest

from partnerschap.domain import events, model
from partnerschap.domain.copies import replace
from partnerschap.domain.instrument import VALUES

KINDS = sorted(
    {
        kind
        for module in (model, events)
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind)
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_copy_is_what_the_standard_library_makes(kind: type) -> None:
    value = kind(*(object() for _ in fields(kind)))
    for field in fields(kind):
        new = object()
        copy, wanted = replace(value, **{field.name: new}), dataclasses.replace(value, **{field.name: new})
        assert type(copy) is kind
        for each in fields(kind):
            assert getattr(copy, each.name) is getattr(wanted, each.name)


def test_a_copy_leaves_the_value_as_it_was_and_is_frozen_too() -> None:
    focus = model.Focus(step=VALUES)
    copy = replace(focus, spotlight="x")
    assert (focus.spotlight, copy.spotlight) == ("", "x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        copy.spotlight = "y"  # type: ignore[misc]  # that is what is tried


def test_a_field_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        replace(model.Focus(step=VALUES), colour="red")  # type: ignore[call-arg]  # as above
