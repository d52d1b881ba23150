"""The published schema of the map's file is what the app writes (STANDARDS F6)."""

import json

import jsonschema
import msgspec
import pytest

from partnerschap.document.content import Content
from partnerschap.domain import contract
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, Kind, Names
from tests.domain_kit import Table
from tools import schema


def test_the_published_schemas_are_those_of_the_types():
    assert schema.PATH.read_text("utf-8") == schema.text(schema.schema()), "run: python -m tools.schema"
    assert schema.OWN_PATH.read_text("utf-8") == schema.text(schema.own_schema()), (
        "run: python -m tools.schema"
    )


@pytest.mark.parametrize("names", list(Names))
@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_map_says_is_of_the_published_shape(kind, form, names):
    table = Table(kind=kind, form=form, names=names, people="fac ann ben eef")
    table.note("ann", where="values")
    content = contract.content(table.state, standard())
    assert msgspec.convert(content, Content) is not None
    assert content["schema"] == schema.schema()["title"]


def test_the_published_schema_takes_what_a_map_says_and_nothing_else():
    table = Table(people="fac ann ben eef")
    table.note("ann", where="values")
    table.differ("ben", "values", "liever stil", "liever druk")
    content = json.loads(contract.canonical(contract.content(table.state, standard())))
    jsonschema.validate(content, schema.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, "values": [{"text": 7}]}, schema.schema())
    table.freeze(annex=True)
    content = json.loads(contract.canonical(table.frozen_text()))
    jsonschema.validate(content, schema.schema())
    for part in content["annex"]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**content, "annex": {**content["annex"], part: 7}}, schema.schema())


def test_a_file_of_another_shape_is_noticed():
    content = contract.content(Table().state, standard())
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**content, "values": [{"text": 7}]}, Content)
