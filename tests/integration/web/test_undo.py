"""Taking back by a plain form: the page after an act offers it, to who did it."""

from typing import Any
from uuid import uuid4

from tests.web_kit import Browser, Site, Table


def test_ones_last_act_is_taken_back_without_scripts(site: Site) -> None:
    table = site.begin()
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    op = str(uuid4())
    made = table.act(
        fatma, "note", op=op, step="values", prompt="success", text="wortelstoofpot", back="values"
    )
    fatma.get(made.headers["Location"])
    assert f'name="of" value="{op}"' in fatma.text
    ruud.get(table.path(f"?stap=values&gedaan={op}"))
    assert f'name="of" value="{op}"' not in ruud.text, "not his"
    assert table.act(ruud, "undo", of=op, back="values").status_code == 409
    back = table.act(fatma, "undo", of=op, back="values")
    assert back.headers["Location"] == table.path("?stap=values")
    fatma.get(table.path("?stap=values"))
    assert "wortelstoofpot" not in fatma.text
    assert table.act(fatma, "undo", of=op, back="values").status_code == 409
    assert "Dit kun je niet meer ongedaan maken." in fatma.text


def test_a_gate_is_shut_again_within_ten_seconds_by_the_clock_of_the_server(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    nora = table.leader
    for seconds, status in ((10, 303), (10.1, 409)):
        op = str(uuid4())
        closed = table.act(nora, "close", op=op, step="values", override="we gaan verder", back="values")
        nora.get(closed.headers["Location"])
        assert "De poort is open. Dat kun je tien seconden lang ongedaan maken." in nora.text
        assert "Maak ongedaan" in nora.text
        site.clock.forward(seconds=seconds)
        assert table.act(nora, "undo", of=op, back="values").status_code == status
        assert view(fatma, table)["step/values"]["state"] == ("open" if status == 303 else "closed")
    assert "De tien seconden zijn om." in nora.text
    way = "?stap=values&amp;heropen=1#heropen"
    assert f'href="{way}" data-undo-reopen>' in nora.text, "the way to open it again, with a reason"
    nora.get(nora.get(table.path("/doe?stap=values&heropen=1")).headers["Location"])
    assert '<details class="fold-away" id="heropen" open>' in nora.text


def test_who_writes_behind_a_gate_keeps_their_words_and_the_gate_stays_open(site: Site) -> None:
    table = site.begin()
    fatma, nora, op = table.join("Fatma Yılmaz"), table.leader, str(uuid4())
    table.act(nora, "close", op=op, step="values", override="we gaan verder", back="values")
    fatma.get(table.path("?stap=relations"))
    slip = {"step": "relations", "prompt": "share_knowledge", "private": "1", "back": "relations"}
    table.act(fatma, "write", text="elke maand koffie", **slip)
    assert table.act(nora, "undo", of=op, back="values").status_code == 409
    assert "Iemand is hier al mee verder gegaan." in nora.text
    assert "elke maand koffie" not in nora.text
    assert [e["text"] for k, e in view(fatma, table).items() if k.startswith("me/own/")] == [
        "elke maand koffie"
    ]


def test_what_was_written_for_somebody_is_taken_back_where_it_was_written(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    samia, op = str(uuid4()), str(uuid4())
    join = {
        "do": "join",
        "op": str(uuid4()),
        "id": samia,
        "name": "Samia",
        "side": "informal",
        "device": False,
    }
    assert fatma.send(table.path("/doe"), join).status_code == 200
    slip = {"step": "values", "prompt": "success", "private": "1", "back": "values"}
    made = table.act(fatma, "write", op=op, text="een bankje", on_behalf=samia, **slip)
    fatma.get(made.headers["Location"])
    assert f'name="of" value="{op}"' in fatma.text
    assert table.act(fatma, "undo", of=op, back="values").status_code == 303
    assert not [key for key in view(fatma, table) if key.startswith("me/own/")]


def view(who: Browser, table: Table) -> dict[str, Any]:
    found: dict[str, Any] = who.get(table.path("/sinds/2147483647")).get_json()["view"]
    return found
