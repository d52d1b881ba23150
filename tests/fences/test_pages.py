"""Every page of the site is opened and checked: structure, language, labels, ids, addresses and headers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page_checks import check_page
from tests.web_kit import Site, site_on

GENERAL = ["/", "/begin", "/doe-mee", "/hoe-werkt-het", "/privacy", "/toegankelijkheid", "/over"]
OF_A_MAP = [
    "",
    "?stap=conditions",
    "/mensen",
    "/weg",
    "/afspraken",
    "/tijdlijn",
    "/samenwerken",
    "/mijn-afspraken",
]
OF_A_LEADER = ["/wand", "/begeleiding/uitnodiging", "/begeleiding/draaiboek", "/deelnemer"]
PHASES = ["write", "reveal", "talk", "note", "consent", "terms", "sign"]
STEPS = ["values", "relations", "conduct", "conditions", "actions"]


@pytest.fixture(scope="module")
def empty_site(web_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site where nobody writes anything, for all visitors of general pages."""
    with site_on(web_template, tmp_path_factory.mktemp("empty")) as made:
        yield made


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "path",
    [*GENERAL, "/doe-mee/KKKKKKKK", "/bestaat-niet", "/sleutel/onbekend", "/vraag/onbekend", "/vraag/dank"],
)
def test_a_general_page_is_whole_in_both_languages(empty_site: Site, path: str, language: str) -> None:
    visitor = empty_site.visitor(**{"Accept-Language": language})
    visitor.get(path)
    assert f'<html lang="{language}"' in visitor.text


def test_the_pages_of_production_are_whole(real_site: Site) -> None:
    visitor = real_site.visitor()
    for path in GENERAL:
        assert visitor.get(path).status_code == 200, path
        assert "oefenstand" not in visitor.text


def test_practice_mode_is_said_on_screen(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/begin")
    assert "oefenstand" in visitor.text


@pytest.mark.parametrize("names", ["first", "none"])
@pytest.mark.parametrize("form", ["long", "short"])
@pytest.mark.parametrize("kind", ["partnership", "team"])
def test_every_page_of_a_map_is_whole(site: Site, kind: str, form: str, names: str) -> None:
    table = site.begin(kind=kind, form=form, names=names)
    fatma = table.join("Fatma Yılmaz") if kind == "partnership" else table.join("Fatma Yılmaz", side="")
    for who, paths in ((fatma, OF_A_MAP), (table.leader, [*OF_A_MAP, *OF_A_LEADER])):
        for path in paths:
            assert who.get(table.path(path)).status_code == 200, path
    table.leader.get(table.path(f"/begeleiding/verwijderen/{table.person('Fatma Yılmaz')}"))
    assert table.leader.status == 200


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_whole_in_every_phase(site: Site, step: str) -> None:
    table = site.begin(side="formal")
    fatma = table.join("Fatma Yılmaz")
    table.act(fatma, "write", step="values", prompt="success", text="veilig & <b>vrolijk</b>", private="1")
    table.act(table.leader, "reveal", step="values")
    table.act(fatma, "note", step="values", prompt="success", text="iedereen is veilig", back="values")
    for earlier in STEPS[: STEPS.index(step)]:
        table.act(table.leader, "close", step=earlier, override="Wij gaan verder.", back=earlier)
    table.act(fatma, "park", text="camera's ophangen", back=step)
    for phase in PHASES:
        table.act(table.leader, "focus", step=step, phase=phase, screen="map", back=step)
        for path in ("", "/deelnemer", "/wand"):
            assert table.leader.get(table.path(path)).status_code == 200, (phase, path)
        for path in ("", "?stap=values&doe=note", "?klaar=1"):
            assert fatma.get(table.path(path)).status_code == 200, (phase, path)
    assert "<b>vrolijk</b>" not in fatma.text


def test_the_pages_of_signing_are_whole(site: Site) -> None:
    table = site.begin(form="short")
    fatma, ruud = table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal")
    table.freeze(fatma, ruud)
    for who in (fatma, ruud, table.leader):
        for path in ("/contract", "/contract/1", "/afspraken", "/mijn-afspraken", ""):
            assert who.get(table.path(path)).status_code == 200, path
    for path in (
        f"/contract?voor={table.person('Ruud Bos')}",
        "/contract/heropenen",
        "/contract/terugtrekken",
    ):
        assert fatma.get(table.path(path)).status_code == 200, path


def test_the_check_finds_what_is_wrong() -> None:
    good = Path(__file__).parent.joinpath("data", "page.html").read_text("utf-8")
    check_page(good)
    for old, new in {
        'for="naam"': 'for="ander"',
        "<h1>Goed</h1>": "<h1>Anders</h1>",
        'lang="nl"': 'lang="xx"',
        "<p>Een zin.</p>": "<p style='color: red'>Een zin.</p>",
        "<p>Een zin</p>": "<p id='naam'>Een zin</p>",
        'src="/eigen.js"': 'src="https://elders.example/x.js"',
        'name="csrf_token"': 'name="token"',
        'name="naam"': 'name="naam" placeholder="Naam"',
        'type="submit"': 'type="submit" disabled',
        'href="/hoe-werkt-het"': 'href="/elders"',
        '<p class="care">': '<p class="care" hidden>',
    }.items():
        assert old in good, old
        with pytest.raises(AssertionError):
            check_page(good.replace(old, new))


def test_nothing_hinders_pasting_copying_or_choosing_text() -> None:
    scripts = Path("partnerschap/static/js").rglob("*.js")
    hinders = re.compile(r"""["'](before)?(paste|cut|copy|contextmenu|selectstart)["']\s*,""")
    assert [str(script) for script in scripts if hinders.search(script.read_text())] == []
    styles = "".join(style.read_text() for style in Path("partnerschap/static/css").glob("*.css"))
    assert "user-select: none" not in styles
