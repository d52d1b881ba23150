"""Beginning, joining and coming back, as people do it in a browser without JavaScript."""

import re
from typing import Any

import pytest

from partnerschap.application.ports import Busy
from partnerschap.domain.ids import MapId
from partnerschap.store.maps import SqlMaps
from tests.web_kit import Site

GOOD = {
    "title": "t",
    "subject": "s",
    "kind": "team",
    "form": "long",
    "names": "first",
    "language": "nl",
    "name": "Nora",
    "side": "",
}


def test_whoever_begins_gets_a_link_a_code_and_a_link_for_the_wall(site: Site) -> None:
    table = site.begin()
    assert re.fullmatch(r"[2-9A-Z]{4} [2-9A-Z]{4}", table.code)
    assert table.link != table.wall_link
    assert table.leader.get(table.path()).status_code == 200


def test_what_was_typed_stays_when_a_form_is_refused(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/begin")
    answers = {"kind": "team", "form": "short", "names": "none", "language": "en", "side": ""}
    visitor.post("/begin", title="", subject="ons <plan>", name=" ", **answers)
    assert visitor.status == 422
    assert "Er kloppen 2 dingen nog niet" in visitor.text
    assert '<a href="#title">Geef jullie kaart een naam.</a>' in visitor.text
    assert 'value="ons &lt;plan&gt;"' in visitor.text
    assert re.search(r'name="names"[^>]*value="none" checked', visitor.text)
    assert 'aria-invalid="true"' in visitor.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 601), ("name", "x" * 81), ("title", "\u200b \t"), ("kind", "club"), ("language", "de")],
)
def test_a_map_that_cannot_be_is_refused_at_its_field(site: Site, field: str, value: str) -> None:
    visitor = site.visitor()
    visitor.get("/begin")
    visitor.post("/begin", **{**GOOD, field: value})
    assert visitor.status == 422
    assert f'href="#{field}"' in visitor.text


def test_sending_the_first_form_again_makes_no_second_map(site: Site) -> None:
    table = site.begin()
    leader = table.leader
    leader.get("/begin")
    again = leader.post("/begin", follow=False, map_id=table.id, **GOOD)
    assert again.status_code == 303
    assert again.headers["Location"] == table.path()


def test_a_forged_map_id_gives_a_map_of_its_own(site: Site) -> None:
    table = site.begin()
    stranger = site.visitor()
    stranger.get("/begin")
    stranger.post("/begin", map_id=table.id, **GOOD)
    assert stranger.status == 201
    assert stranger.get(table.path()).status_code == 403


@pytest.mark.parametrize(
    "typed", ["{lower}", "  {code} ", "{dashed}", "https://samen.example/doe-mee/{code}"]
)
def test_a_code_may_be_typed_in_many_ways(site: Site, typed: str) -> None:
    table = site.begin()
    code = table.code.replace(" ", "")
    visitor = site.visitor()
    visitor.get("/doe-mee")
    visitor.post(
        "/doe-mee", code=typed.format(code=code, lower=table.code.lower(), dashed=f"{code[:4]}-{code[4:]}")
    )
    assert visitor.status == 303
    assert "Doe mee" in visitor.text
    assert "Nora" in visitor.text


def test_who_joins_sees_who_is_there_and_comes_to_the_map(site: Site) -> None:
    table = site.begin()
    table.join("Fatma Yılmaz", role="bewoner", organisation="Buurthuis")
    ruud = table.join("Ruud Bos", side="formal")
    ruud.get(table.path())
    assert "Fatma" in ruud.text
    assert "Buurthuis" not in ruud.text
    again = ruud.get(f"/doe-mee/{table.code.replace(' ', '')}")
    assert again.status_code == 303


def test_a_second_person_of_one_name_is_told_at_the_field(site: Site) -> None:
    table = site.begin()
    table.join("Fatma Yılmaz")
    other = site.visitor()
    path = f"/doe-mee/{table.code.replace(' ', '')}"
    other.get(path)
    other.post(path, name="fatma  yılmaz", side="formal")
    assert other.status == 422
    assert (
        "Er is al iemand met de naam fatma  yılmaz" in other.text or "met de naam fatma yılmaz" in other.text
    )
    assert 'value="fatma  yılmaz"' in other.text


def test_a_team_has_no_sides(site: Site) -> None:
    table = site.begin(kind="team")
    table.join("Fatma Yılmaz", side="")
    visitor = site.visitor()
    visitor.get(f"/doe-mee/{table.code.replace(' ', '')}")
    assert "formele kant" not in visitor.text
    assert "Hoe doe je mee?" in visitor.text
    assert "Bij welke kant" not in visitor.text


def test_who_names_a_side_in_a_team_is_let_in(site: Site) -> None:
    table = site.begin(kind="team")
    for name, side in (("Fatma Yılmaz", "formal"), ("Ruud Bos", "informal")):
        assert table.join(name, side=side).status == 303
    visitor = site.visitor()
    path = f"/doe-mee/{table.code.replace(' ', '')}"
    visitor.get(path)
    visitor.post(path, name="Noor", side="elders")
    assert visitor.status == 422


def test_a_closed_and_a_revoked_code_let_nobody_in(site: Site) -> None:
    table = site.begin()
    path = f"/doe-mee/{table.code.replace(' ', '')}"
    late = site.visitor()
    late.get(path)
    table.leader.get(table.path("/mensen"))
    table.leader.post(table.path("/begeleiding/code"), wat="dicht")
    late.post(path, name="Late Ada", side="formal")
    assert late.status == 422
    assert "Meedoen is nu gesloten" in late.text
    assert 'value="Late Ada"' in late.text, "what was typed stays"
    assert "Nora" not in late.text, "who is there is not shown any more"
    refused = late.send(path, {"name": "Late Ada", "side": "formal"})
    assert (refused.status_code, refused.json["code"], refused.json["about"]) == (409, "not_found", ["code"])
    statuses = [site.visitor().get(path).status_code for _ in range(25)]
    assert statuses == [404] * 25, "a code that was right is no guess"
    table.leader.post(table.path("/begeleiding/code"), wat="open")
    assert site.visitor().get(path).status_code == 200
    table.leader.post(table.path("/begeleiding/code"), wat="nieuw")
    assert site.visitor().get(path).status_code == 404


@pytest.mark.parametrize("typed", ["http://[", "//[", "http://plein.example/doe-mee/AAAA", "]", "a" * 5_000])
def test_what_is_no_code_is_told_kindly(site: Site, typed: str) -> None:
    visitor = site.visitor()
    visitor.post("/doe-mee", code=typed)
    assert visitor.status == 404
    assert "Deze code kennen we niet" in visitor.text


@pytest.mark.parametrize(
    "back", ["//elders.example", "/\t/elders.example", "/a\nb", "/\\elders", "https://x.example", ""]
)
def test_choosing_a_language_leads_to_no_other_host(site: Site, back: str) -> None:
    visitor = site.visitor()
    answer = visitor.post("/taal", taal="en", terug=back, follow=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_busy_store_keeps_what_was_typed_at_the_door(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_anything: object) -> None:
        raise Busy

    table = site.begin()
    path = f"/doe-mee/{table.code.replace(' ', '')}"
    late = site.visitor()
    late.get(path)
    with monkeypatch.context() as patched:
        patched.setattr(SqlMaps, "work_on_all", busy)
        late.post(path, name="Ada Aalders", side="formal")
        assert late.status == 503
        assert 'value="Ada Aalders"' in late.text
        assert "Er is niets veranderd" in late.text
        assert late.send(path, {"name": "Ada Aalders", "side": "formal"}).json["code"] == "busy"
    late.post(path, name="Ada Aalders", side="formal")
    assert late.status == 303
    assert "Ada" in table.leader.get(table.path("/mensen")).text


def test_guessing_is_slowed_down_and_locks_nobody_out(site: Site) -> None:
    table = site.begin()
    guesser = site.visitor()
    guesser.checked = False
    statuses = [guesser.get(f"/doe-mee/{number:08d}").status_code for number in range(25)]
    assert statuses == [404] * 20 + [429] * 5
    response = guesser.get("/doe-mee/99999999")
    assert int(response.headers["Retry-After"]) == 600
    assert "verkeerde codes" in guesser.text
    assert guesser.get(f"/doe-mee/{table.code.replace(' ', '')}").status_code == 200
    site.clock.forward(minutes=11)
    assert guesser.get("/doe-mee/99999999").status_code == 404


def test_machines_can_begin_and_join_with_json(site: Site) -> None:
    leader = site.visitor()
    begun = leader.send("/begin", {**GOOD, "kind": "partnership"})
    assert begun.status_code == 201
    body = begun.get_json()
    assert set(body) == {"ok", "map", "person", "link", "wall", "code"}
    fatma = site.visitor()
    joined = fatma.send(f"/doe-mee/{body['code']}", {"name": "Fatma", "side": "informal"})
    assert joined.status_code == 201
    again = site.visitor().send(f"/doe-mee/{body['code']}", {"name": "Fatma", "side": "informal"})
    assert again.status_code == 409
    assert again.get_json()["code"] == "duplicate"
    assert again.get_json()["about"] == ["name"]
    assert site.visitor().send("/begin", ["geen", "kaart"]).status_code == 400


@pytest.mark.parametrize(
    "odd", [{"sied": "formal"}, {"role": 7}, {"name": None}, {"person": "x"}, {"validate": "x"}]
)
def test_a_program_that_sends_what_is_not_asked_is_told_which_key_is_wrong(
    site: Site, odd: dict[str, object]
) -> None:
    table = site.begin()
    code = table.code.replace(" ", "")
    doors = {
        "/begin": {**GOOD, "kind": "partnership"},
        f"/doe-mee/{code}": {"name": "Fatma", "side": "informal"},
    }
    for path, good in doors.items():
        refused = site.visitor().send(path, {**good, **odd})
        assert refused.status_code == 409
        assert refused.get_json() | {"message": ""} == {
            "ok": False,
            "code": "invalid_value",
            "about": list(odd),
            "message": "",
        }
        assert refused.get_json()["message"]
    table.leader.get(table.path("/mensen"))
    assert "Fatma" not in table.leader.text


def test_the_sides_say_who_belong_to_them_unless_the_map_has_its_own_words(site: Site) -> None:
    table = site.begin()
    visitor = site.visitor()
    visitor.get(f"/doe-mee/{table.code.replace(' ', '')}")
    assert "vrijwilligers, bewoners, mantelzorgers, verenigingen" in visitor.text
    assert "betaalde professionals, gemeente" in visitor.text
    other = site.begin(informal_word="buren")
    visitor.get(f"/doe-mee/{other.code.replace(' ', '')}")
    assert "mantelzorgers, verenigingen" not in visitor.text


def test_the_summary_of_errors_follows_the_order_of_the_page(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/begin")
    visitor.post("/begin", title="", subject="", name="", kind="partnership", form="long", names="first")
    summary = visitor.text.split('id="fouten"')[1].split("</ul>")[0]
    assert summary.index("#title") < summary.index("#subject") < summary.index("#name")


def test_a_new_code_and_a_door_that_shuts_are_seen_by_plain_http_before_anybody_acts(site: Site) -> None:
    table = site.begin()
    fatma, screen = table.join("Fatma Yılmaz"), site.visitor()
    screen.get(table.wall_link)
    screen.post(table.wall_link)
    map_id, joining = MapId(table.id), site.services.joining
    looking = (table.leader, ""), (fatma, "?als=wand"), (screen, "")

    def doors() -> list[dict[str, Any]]:
        since = table.path(f"/sinds/{table.seq()}")
        return [who.get(since + how).get_json()["view"]["join"] for who, how in looking]

    code = joining.renew_code(map_id).code
    assert [(door["code"], door["open"]) for door in doors()] == [(code, True)] * 3
    joining.set_open(map_id, is_open=False)
    assert [(door["code"], door["open"]) for door in doors()] == [(code, False)] * 3
    assert fatma.get(table.path(f"/sinds/{table.seq()}")).get_json()["view"] is None
