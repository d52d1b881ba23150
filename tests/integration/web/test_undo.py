"""Taking back by a plain form: the page after an act offers it, to who did it."""

from uuid import uuid4

from tests.web_kit import Site


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
