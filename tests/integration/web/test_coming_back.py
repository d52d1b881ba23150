"""Secret links, coming back, leaving, and people without a device, in a browser without JavaScript."""

import re

from tests.web_kit import Site


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
