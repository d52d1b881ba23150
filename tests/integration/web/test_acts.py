"""The plain-HTTP door for acts: forms come back with what was typed, JSON answers as the live door does."""

import re
from typing import Any
from uuid import uuid4

import pytest

from partnerschap.application.ports import Busy
from tests.web_kit import Site


def test_a_refused_text_stays_in_its_field_with_the_reason(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    long = "lang " * 121
    table.act(
        fatma, "write", step="values", prompt="success", text=long, meaning="dan zie je dit", private="1"
    )
    assert fatma.status == 409
    assert long.strip() in fatma.text
    assert "dan zie je dit" in fatma.text
    assert '<a href="#write-success-text">Dit is te lang. Gebruik hooguit 600 tekens.</a>' in fatma.text


def test_markup_and_control_characters_come_back_as_words(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    table.act(
        fatma,
        "write",
        step="values",
        prompt="success",
        text="<script>alert(1)</script>\x00\u202e",
        private="1",
    )
    fatma.get(table.path())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in fatma.text
    assert "\u202e" not in fatma.text


def test_private_words_are_on_no_other_page_before_the_reveal(site: Site) -> None:
    table = site.begin(side="formal")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.act(
        fatma, "write", step="values", prompt="success", text="kanariewoord", private="1", back="values"
    )
    pages = [
        "",
        "/deelnemer",
        "/wand",
        "/mensen",
        "/afspraken",
        "/sinds/0",
        "/sinds/0?als=wand",
        "/kaart.json",
    ]
    for who in (ruud, table.leader):
        for path in pages:
            assert "kanariewoord" not in who.get(table.path(path)).get_data(as_text=True), path
    assert "kanariewoord" in fatma.get(table.path()).get_data(as_text=True)
    assert "kanariewoord" not in fatma.get(table.path("/kaart.json")).get_data(as_text=True)
    table.act(table.leader, "reveal", step="values", back="values")
    assert "kanariewoord" in ruud.get(table.path()).get_data(as_text=True)


def test_the_file_of_the_map_names_no_role_before_the_step_of_conditions(site: Site) -> None:
    table = site.begin(form="short")
    fatma = table.join("Fatma Yılmaz", role="bewonerrol", organisation="Buurthuis")
    ruud = table.join("Ruud Bos", side="formal")
    for path in ("", "/kaart.json", "/sinds/0", "/mensen", "/wand"):
        page = ruud.get(table.path(path)).get_data(as_text=True)
        assert "bewonerrol" not in page, path
        assert "Buurthuis" not in page, path
    table.consent("values", fatma, ruud)
    assert ruud.get(table.path("/kaart.json")).get_json()["parties"][0]["role"] == "bewonerrol"


def test_a_facilitator_who_takes_part_stays_on_their_own_screen(site: Site) -> None:
    table = site.begin(side="formal")
    nora = table.leader
    written = table.act(
        nora, "write", step="values", prompt="success", text="rust", private="1", back="values"
    )
    assert written.headers["Location"].startswith(table.path("/deelnemer?stap=values&gedaan="))
    table.act(nora, "write", step="values", prompt="success", text=" ", private="1", back="values")
    assert nora.status == 409
    assert "#write-success-text" in nora.text
    again = nora.get(table.path("/doe?stap=values&doe=note&onzin=1"))
    assert again.headers["Location"] == table.path("?stap=values&doe=note")


def test_a_form_leads_back_to_its_step_and_to_what_it_made(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    op = str(uuid4())
    response = table.act(fatma, "note", op=op, step="values", prompt="success", text="veilig", back="values")
    assert response.headers["Location"] == table.path(f"?stap=values&gedaan={op}#tekst-{op}")
    fatma.get(table.path("?stap=values"))
    assert f'id="tekst-{op}"' in fatma.text


def test_the_same_form_sent_twice_makes_one_thing(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    op = str(uuid4())
    for _ in range(2):
        response = table.act(
            fatma, "note", op=op, step="values", prompt="success", text="veilig", back="values"
        )
        assert response.status_code == 303
    seen = fatma.send(table.path("/doe"), {}).get_json()
    assert seen["code"] == "invalid_value"
    view = fatma.get(table.path("/sinds/0")).get_json()["view"]
    assert len([key for key in view if key.startswith("joint/")]) == 1


def test_every_form_of_the_desk_does_what_it_says(site: Site) -> None:
    table = site.begin()
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")

    def done(who: Any, do: str, **fields: Any) -> str:
        op = str(uuid4())
        response = table.act(who, do, op=op, back="values", **fields)
        assert response.status_code == 303, who.text
        return op

    own = done(fatma, "write", step="values", prompt="success", text="veilig", private="1")
    done(fatma, "edit", entry=own, text="heel veilig", meaning="licht op het plein")
    done(table.leader, "reveal", step="values")
    done(ruud, "answer", entry=own, answer="not_adopted", because="later")
    joint = done(ruud, "note", step="values", prompt="success", text="rust", **{"from": [own]})
    done(fatma, "edit", entry=joint, text="rust en ruimte")
    done(fatma, "meaning", entry=joint, text="")
    done(ruud, "meaning", entry=joint, text="dan zie je banken")
    done(fatma, "respect", entry=done(ruud, "note", step="values", prompt="success", text="orde"))
    rub = done(
        ruud,
        "differ",
        entry=joint,
        step="values",
        prompt="success",
        topic="",
        question="",
        texts=["zo", "zus"],
    )
    done(fatma, "edit", entry=rub, texts=["zo dan", "zus"])
    done(fatma, "remove", entry=rub)
    done(fatma, "spectrum", step="values", now="2", wished="7")
    done(table.leader, "absent", person=table.person("Ruud Bos"), absent="1")
    done(table.leader, "absent", person=table.person("Ruud Bos"), absent="")
    done(table.leader, "pause", paused="1")
    done(
        table.leader,
        "focus",
        step="values",
        phase="talk",
        screen="map",
        begin_with=[table.person("Fatma Yılmaz")],
    )
    view = fatma.get(table.path("/sinds/0")).get_json()["view"]
    assert view[f"own/{own}"]["text"] == "heel veilig"
    assert view[f"joint/{joint}"]["texts"] == ["rust en ruimte"]
    assert view[f"joint/{joint}"]["meaning_asked"] is True
    assert view["map"]["paused"] is True
    assert view["focus"]["begin_with"] == ["Fatma"]
    assert f"joint/{rub}" not in view


@pytest.mark.parametrize(
    ("do", "name"),
    [
        ("edit", "text"),
        ("answer", "because"),
        ("meaning", "text"),
        ("reply", "text"),
        ("remove", ""),
        ("differ", "texts"),
    ],
)
def test_the_desk_opens_without_javascript(site: Site, do: str, name: str) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    op = str(uuid4())
    table.act(fatma, "note", op=op, step="values", prompt="success", text="veilig", back="values")
    table.act(table.leader, "focus", step="values", phase="note", screen="map")
    fatma.get(table.path(f"?stap=values&doe={do}&bij={op}"))
    forms = re.findall(r'<form class="act desk__form[^>]*>', fatma.text)
    assert len([form for form in forms if " hidden" not in form]) == 1
    assert not name or f'name="{name}"' in fatma.text


def test_a_desk_about_nothing_stays_shut(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    for query in ("doe=edit&bij=onbekend", "doe=onzin&bij=x", "doe=edit", "doe=reply&bij="):
        fatma.get(table.path(f"?stap=values&{query}"))
        assert fatma.status == 200
        forms = re.findall(r'<form class="act desk__form[^>]*>', fatma.text)
        assert all(" hidden" in form for form in forms)


def test_a_stance_without_a_reason_comes_back(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    table.act(fatma, "note", step="values", prompt="success", text="veilig", back="values")
    table.act(table.leader, "focus", step="values", phase="consent", screen="map")
    fatma.get(table.path())
    wording = fatma.value("wording")
    table.act(fatma, "stance", step="values", stance="object", wording=wording, because=" ", back="values")
    assert fatma.status == 409
    assert "#stance-because" in fatma.text
    assert re.search(r'id="stance-object"[^>]*checked', fatma.text)
    table.act(fatma, "stance", step="values", wording=wording, because="", back="values")
    assert fatma.status == 409


def test_json_answers_as_the_live_door_does(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    path = table.path("/doe")
    act = {"do": "park", "op": str(uuid4()), "id": str(uuid4()), "text": "camera's"}
    first = fatma.send(path, act)
    assert first.status_code == 200
    assert first.get_json() == {"ok": True, "seq": table.seq()}
    assert fatma.send(path, act).get_json() == first.get_json()
    for body, status, code in [
        ({"do": "park", "op": str(uuid4()), "id": str(uuid4()), "text": " "}, 409, "empty_text"),
        ({"do": "park", "op": str(uuid4()), "id": str(uuid4()), "text": 7}, 409, "invalid_value"),
        (
            {"do": "park", "op": str(uuid4()), "id": str(uuid4()), "text": "x", "extra": 1},
            409,
            "invalid_value",
        ),
        ({"do": "dans", "op": str(uuid4())}, 409, "invalid_value"),
        ({"do": "reveal", "op": str(uuid4()), "step": "values"}, 409, "facilitator_only"),
        ({"op": str(uuid4())}, 409, "invalid_value"),
    ]:
        answer = fatma.send(path, body)
        assert (answer.status_code, answer.get_json()["code"]) == (status, code), body
        assert answer.get_json()["message"]
    assert fatma.send(path, ["geen", "act"]).status_code == 400
    stranger = site.visitor().send(path, act)
    assert (stranger.status_code, stranger.get_json()["code"]) == (403, "not_joined")


def test_json_without_the_token_is_refused(site: Site) -> None:
    table = site.begin()
    response = table.leader.client.post(table.path("/doe"), base_url=table.leader.base, json={"do": "pause"})
    assert response.status_code == 400
    assert response.get_json()["code"] == "expired"


def test_the_view_is_sent_when_the_map_moved_on(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    seq = table.seq()
    assert fatma.get(table.path(f"/sinds/{seq}")).get_json() == {"seq": seq, "view": None}
    table.act(fatma, "park", text="camera's", back="values")
    answer = fatma.get(table.path(f"/sinds/{seq}")).get_json()
    assert answer["seq"] == seq + 1
    assert "me" in answer["view"]
    wall = fatma.get(table.path(f"/sinds/{seq}?als=wand")).get_json()
    assert "me" not in wall["view"]
    assert wall["view"]["join"]["code"] == table.code.replace(" ", "")


def test_who_is_too_fast_waits_and_keeps_the_words(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.checked = False
    for _ in range(130):
        response = fatma.send(table.path("/doe"), {"do": "dans", "op": str(uuid4())})
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert response.get_json()["code"] == "slow_down"
    assert response.get_json()["retry_after"] > 0
    assert response.get_json()["message"]
    response = table.act(fatma, "park", text="mijn getypte woorden", back="values")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
    assert "mijn getypte woorden" in fatma.text
    site.clock.forward(seconds=10)
    assert table.act(fatma, "park", text="mijn getypte woorden", back="values").status_code == 303


def test_a_busy_store_says_so_and_loses_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.get(table.path())

    def busy(*_: object) -> None:
        raise Busy

    with monkeypatch.context() as patch:
        patch.setattr(type(site.services.maps), "work_on_all", busy)
        response = table.act(
            fatma, "write", step="values", prompt="success", text="mijn woorden", private="1"
        )
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "1"
        assert "mijn woorden" in fatma.text
        assert "even druk" in fatma.text
        json = fatma.send(table.path("/doe"), {"do": "leave", "op": str(uuid4())})
        assert (json.status_code, json.get_json()["code"]) == (503, "busy")
    with monkeypatch.context() as patch:
        patch.setattr(type(site.services.maps), "read", busy)
        assert fatma.get(table.path()).status_code == 503
        assert "Even druk" in fatma.text


def test_the_language_of_the_map_holds_until_somebody_chooses(site: Site) -> None:
    table = site.begin()
    visitor = site.visitor(**{"Accept-Language": "en"})
    visitor.get("/")
    assert '<html lang="en"' in visitor.text
    visitor.get(f"/doe-mee/{table.code.replace(' ', '')}")
    assert '<html lang="nl"' in visitor.text
    visitor.post("/taal", taal="en", terug=f"/doe-mee/{table.code.replace(' ', '')}")
    assert '<html lang="en"' in visitor.text
    for back in ("https://elders.example/", "//elders.example", "/\\elders.example"):
        assert visitor.post("/taal", follow=False, taal="nl", terug=back).headers["Location"] == "/"


def test_who_is_done_without_scripts_keeps_what_stands_in_the_field(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.get(table.path())
    assert '<button class="button button--primary button--wide' in fatma.text
    assert 'form="write-success" name="klaar"' in fatma.text
    own = {"step": "values", "prompt": "success", "private": "1", "back": "values", "klaar": "1"}
    saved = table.act(fatma, "write", text="iedereen is veilig", meaning="", **own)
    assert saved.headers["Location"].startswith(table.path("?stap=values&klaar=1&gedaan="))
    fatma.get(saved.headers["Location"])
    assert "Je bent klaar met schrijven." in fatma.text
    assert "iedereen is veilig" in fatma.text
    nothing = table.act(fatma, "write", text=" ", meaning="", **own)
    assert nothing.headers["Location"] == table.path("?stap=values&klaar=1")
    table.act(fatma, "write", text="", meaning="dan zie je dit", **own)
    assert fatma.status == 409
    assert "dan zie je dit" in fatma.text


def test_a_step_with_several_forms_says_without_scripts_that_each_is_saved_by_itself(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    table.act(table.leader, "close", step="values", override="Wij gaan verder.", back="values")
    fatma.get(table.path())
    assert "Bewaar eerst elk briefje met zijn eigen knop." in fatma.text
    assert 'name="klaar"' not in fatma.text


def test_while_choosing_a_text_can_still_be_added(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    table.act(table.leader, "reveal", step="values", back="values")
    table.act(table.leader, "focus", step="values", phase="consent", screen="map", back="values")
    fatma.get(table.path("?stap=values"))
    assert '<div class="makers" data-phases="talk note" hidden>' in fatma.text
    fatma.get(table.path("?stap=values&doe=note"))
    # Without phases of its own, the scripts leave it as the server shows it.
    assert '<div class="makers">' in fatma.text


def test_in_a_short_map_the_facilitator_takes_the_group_from_step_to_step_behind_one_gate(site: Site) -> None:
    table = site.begin(form="short")
    table.act(table.leader, "close", step="values", override="Wij gaan verder.", back="values")
    table.leader.get(table.path("?stap=conduct"))
    assert "Neem de groep mee naar stap 3" in table.leader.text
    assert "De poort van stap 2 tot en met 5 is nog dicht" in table.leader.text
    table.act(table.leader, "focus", step="conduct", phase="write", screen="map", back="conduct")
    table.leader.get(table.path())
    assert "<h1>Stap 3 van 5: Handelen</h1>" in table.leader.text
    assert "Neem de groep mee" not in table.leader.text


def test_with_more_than_ten_partners_the_facilitator_reads_a_kind_advice(site: Site) -> None:
    table = site.begin()
    for number in range(10):
        table.join(f"Persoon{number} Jansen")
    table.leader.get(table.path())
    assert "Een gesprek gaat het best met" not in table.leader.text
    table.join("Elfde Jansen")
    table.leader.get(table.path())
    assert "Jullie zijn met 11. Een gesprek gaat het best met 2 tot 10 mensen." in table.leader.text
