"""Beginning, joining and coming back, as people do it in a browser without JavaScript."""

import re

import pytest

from partnerschap.application.ports import Busy
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
        patched.setattr(SqlMaps, "work_on", busy)
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


def test_a_secret_link_shows_one_button_and_leads_to_a_clean_address(site: Site) -> None:
    table = site.begin()
    other = site.visitor()
    other.get(table.link)
    assert len(re.findall("<button", other.text)) == 2  # the other one chooses the language
    assert other.get(table.path()).status_code == 403
    other.get(table.link)
    other.post(table.link)
    assert other.status == 303
    assert "Nora" in other.text
    assert table.link.rsplit("/", 1)[-1] not in other.text


def test_a_new_personal_link_revokes_the_earlier_one(site: Site) -> None:
    table = site.begin()
    table.leader.get(table.path("/mensen"))
    table.leader.post(table.path("/mijn-link"))
    fresh = re.search(r"/sleutel/[\w-]+", table.leader.text)
    assert fresh is not None
    assert site.visitor().get(table.link).status_code == 410
    assert site.visitor().get(fresh[0]).status_code == 200


def test_the_wall_link_does_not_cost_a_facilitator_their_place(site: Site) -> None:
    table = site.begin()
    table.leader.get(table.wall_link)
    table.leader.post(table.wall_link)
    assert table.leader.status == 303
    assert table.leader.get(table.path("/mensen")).status_code == 200
    screen = site.visitor()
    screen.get(table.wall_link)
    screen.post(table.wall_link)
    assert screen.get(table.path("/wand")).status_code == 200
    assert screen.get(table.path()).status_code == 403


def test_somebody_brought_back_starts_blank_and_the_lost_phone_is_out(site: Site) -> None:
    table = site.begin()
    lost = table.join("Fatma Yılmaz")
    table.act(lost, "write", step="values", prompt="success", text="geheimwoord", private="1")
    assert "geheimwoord" in lost.get(table.path()).get_data(as_text=True)
    site.clock.forward(minutes=1)
    table.leader.get(table.path("/mensen"))
    table.leader.post(table.path("/begeleiding/terughalen"), person=table.person("Fatma Yılmaz"))
    link = re.search(r"/sleutel/[\w-]+", table.leader.text)
    assert link is not None
    assert lost.get(table.path()).status_code == 403
    fresh = site.visitor()
    fresh.get(link[0])
    fresh.post(link[0])
    assert fresh.status == 303
    assert "geheimwoord" not in fresh.text
    table.leader.get(table.path("/mensen"))
    assert "op een nieuw apparaat" in table.leader.text


def test_the_desk_of_the_facilitator_leads_to_the_same_doors(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    person = table.person("Fatma Yılmaz")
    asked = table.act(table.leader, "remove_person", person=person)
    assert asked.headers["Location"] == table.path(f"/begeleiding/verwijderen/{person}")
    assert fatma.get(table.path()).status_code == 200
    table.act(table.leader, "joining", open="")
    assert site.visitor().get(f"/doe-mee/{table.code.replace(' ', '')}").status_code == 404
    table.act(table.leader, "bring_back", person=person)
    assert "/sleutel/" in table.leader.text
    assert fatma.get(table.path()).status_code == 403


def test_who_left_the_table_gets_nothing_and_may_come_back(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.get(table.path("/weg"))
    fatma.post(table.path("/weg"), wat="tafel")
    fatma.get(table.path())
    assert fatma.status == 403
    assert "Je bent van tafel gegaan" in fatma.text
    fatma.post(table.path("/terug"))
    assert fatma.status == 303
    assert fatma.get(table.path()).status_code == 200


def test_a_device_can_be_forgotten(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.get("/")
    assert table.path() in fatma.text
    fatma.get(table.path("/weg"))
    fatma.post(table.path("/weg"), wat="apparaat")
    assert table.path() not in fatma.text
    assert fatma.get(table.path()).status_code == 403
    assert "Fatma" in table.leader.get(table.path("/mensen")).get_data(as_text=True)


def test_somebody_without_a_phone_takes_part_through_a_neighbour(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.get(table.path("/mensen"))
    fatma.post(table.path("/mensen"), name="Meneer De Wit", side="informal")
    assert fatma.status == 303
    assert "zonder eigen apparaat" in fatma.text
    fatma.post(table.path("/mensen"), name="meneer de wit", side="informal")
    assert fatma.status == 409
    assert "Er is al iemand met de naam" in fatma.text
    fatma.get(table.path())
    assert "Van wie zijn deze woorden?" in fatma.text


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


def test_who_was_taken_off_by_mistake_can_join_again_by_the_same_name(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    path = table.path(f"/begeleiding/verwijderen/{table.person('Fatma Yılmaz')}")
    table.leader.get(path)
    assert "opnieuw meedoen met de code" in table.leader.text
    table.leader.post(path)
    assert fatma.get(table.path()).status_code == 403
    address = f"/doe-mee/{table.code.replace(' ', '')}"
    fatma.get(address)
    fatma.post(address, name="Fatma Yılmaz", side="informal")
    assert fatma.status == 303
    assert fatma.get(table.path()).status_code == 200


def test_somebody_without_a_device_is_asked_about_and_not_asked(site: Site) -> None:
    table = site.begin()
    table.leader.get(table.path("/mensen"))
    for words in ("Hoe heet die persoon?", "Bij welke kant hoort die persoon?"):
        assert words in table.leader.text
    for words in ("Hoe heet je?", "Bij welke kant hoor je?", "Ik help begeleiden"):
        assert words not in table.leader.text
    table.leader.post(table.path("/mensen"), name="Opa Jan", side="informal")
    assert table.leader.status == 303
    table.act(table.leader, "focus", step="values", phase="consent", screen="map", back="values")
    fatma = table.join("Fatma Yılmaz")
    fatma.get(table.path("/mensen"))
    fatma.post(table.path("/mensen"), name="Sjaan Bos", side="informal")
    fatma.get(table.path())
    assert "Voor wie kies je?" in fatma.text


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
