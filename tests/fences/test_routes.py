"""Every address is known, has its role in one table, and is answered to who has that role and nobody else."""

from typing import Any

import pytest

from partnerschap.web.access import ACCESS, Role
from tests.web_kit import Browser, Site, Table

SAFE = {"GET", "HEAD", "OPTIONS"}
MOVES = {"people.come_back", "people.leave_now", "mine.forget_now"}
"""These change whether somebody has a place at all: here only who may not is tried."""
WHO = ["stranger", "elsewhere", "left", "removed", "projector", "participant", "facilitator"]
MAY: dict[Role, set[str]] = {
    Role.ANYONE: set(WHO),
    Role.SEATED: {"left", "participant", "facilitator"},
    Role.PARTICIPANT: {"participant", "facilitator"},
    Role.FACILITATOR: {"facilitator"},
    Role.VIEWER: {"projector", "participant", "facilitator"},
    Role.HOLDER: {"left", "projector", "participant", "facilitator"},
}
"""Who each role lets in; `removed` lost their place, `elsewhere` has one at another map."""
OF_A_MAP = sorted(name for name, role in ACCESS.items() if role is not Role.ANYONE)


def rules(site: Site) -> dict[str, Any]:
    return {rule.endpoint: rule for rule in site.app.url_map.iter_rules()}


def test_every_address_has_its_role_in_the_table_and_the_table_has_no_other(site: Site) -> None:
    assert set(rules(site)) == set(ACCESS)


def test_every_address_of_a_map_asks_for_a_seat(site: Site) -> None:
    for endpoint, rule in rules(site).items():
        of_a_map = "map_id" in rule.arguments
        assert of_a_map == (ACCESS[endpoint] is not Role.ANYONE), endpoint


def test_an_address_is_either_for_reading_or_for_changing(site: Site) -> None:
    for endpoint, rule in rules(site).items():
        assert not ("GET" in rule.methods and rule.methods - SAFE), endpoint


@pytest.fixture(scope="module")
def table(site: Site) -> Table:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    return table


@pytest.fixture(scope="module")
def visitors(site: Site, table: Table) -> dict[str, Browser]:
    stranger = site.visitor()
    elsewhere = site.begin().join("Iemand Anders")
    left, removed = table.join("Wie Wegging"), table.join("Wie Dubbel Was")
    left.get(table.path("/weg"))
    left.post(table.path("/weg"), wat="tafel")
    assert left.status == 303
    gone = table.person("Wie Dubbel Was")
    table.leader.post(table.path(f"/begeleiding/verwijderen/{gone}"))
    projector = site.visitor()
    projector.get(table.wall_link)
    projector.post(table.wall_link)
    return {
        "stranger": stranger,
        "elsewhere": elsewhere,
        "left": left,
        "removed": removed,
        "projector": projector,
        "participant": table.join("Sara Blom"),
        "facilitator": table.leader,
    }


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("endpoint", OF_A_MAP)
def test_an_address_of_a_map_is_answered_to_its_role_alone(
    site: Site, table: Table, visitors: dict[str, Browser], endpoint: str, who: str
) -> None:
    if endpoint in MOVES and who in MAY[ACCESS[endpoint]]:
        return
    rule = rules(site)[endpoint]
    values = {"map_id": table.id, "number": 1, "seq": 0, "person_id": "niemand"}
    values |= {"former": 1, "later": 2}
    with site.app.test_request_context():
        path = site.app.url_for(endpoint, **{name: values[name] for name in rule.arguments})
    visitor = visitors[who]
    if rule.methods - SAFE:
        before = table.seq()
        # `do` and `wat` mean nothing, so that who may knock changes nothing either.
        response = visitor.post(path, follow=False, do="niets", wat="niets", person="niemand", op="x")
        if who not in MAY[ACCESS[endpoint]]:
            assert table.seq() == before
    else:
        response = visitor.get(path)
    assert (response.status_code != 403) == (who in MAY[ACCESS[endpoint]]), (
        endpoint,
        who,
        response.status_code,
    )
    if who not in MAY[ACCESS[endpoint]]:
        assert "Het plein" not in response.get_data(as_text=True)


def test_reading_changes_nothing(site: Site) -> None:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    code, before = site.services.joining.code_of(table.id), table.seq()  # type: ignore[arg-type]
    secret = table.link.rsplit("/", 1)[-1]
    values: dict[str, Any] = {"map_id": table.id, "number": 1, "seq": 0, "code": table.code.replace(" ", "")}
    values |= {"secret": secret, "person_id": table.person("Ruud Bos"), "former": 1, "later": 2}
    for endpoint, rule in rules(site).items():
        if "GET" not in rule.methods or endpoint == "static":
            continue
        with site.app.test_request_context():
            path = site.app.url_for(endpoint, **{name: values[name] for name in rule.arguments})
        for visitor in (table.leader, fatma, site.visitor()):
            visitor.get(path)
            visitor.client.head(path, base_url=visitor.base)
    assert table.seq() == before
    assert site.services.joining.code_of(table.id) == code  # type: ignore[arg-type]
    assert site.services.joining.peek(secret) is not None
    assert fatma.get(table.path()).status_code == 200


def test_nothing_is_sent_without_the_token_of_the_session(site: Site, table: Table) -> None:
    for endpoint, rule in rules(site).items():
        if not rule.methods - SAFE:
            continue
        values = {
            "map_id": table.id,
            "code": table.code.replace(" ", ""),
            "secret": "x",
            "person_id": "niemand",
        }
        with site.app.test_request_context():
            path = site.app.url_for(endpoint, **{name: values[name] for name in rule.arguments})
        leader = table.leader
        for token in ("", "verzonnen"):
            response = leader.client.post(path, base_url=leader.base, data={"csrf_token": token})
            assert response.status_code == 400, (endpoint, response.status_code)
            assert "niet verstuurd" in response.get_data(as_text=True)
