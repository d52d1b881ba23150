"""Between meetings: my actions and how they go, what was told, and what happened since."""

import re

from tests.follow_kit import ASKED, MINE, OURS, RUUDS, VALUE, Signed, signed
from tests.web_kit import Site


def test_the_page_shows_my_actions_those_of_whom_i_help_and_the_requests(map_: Signed) -> None:
    page = map_.page(map_.fatma)
    assert "Ik bel &amp; mail de &lt;b&gt;gemeente&lt;/b&gt;." in page
    assert OURS in page
    assert "samen met Ruud" in page
    assert "Wat Joke doet" in page
    assert "Ik zet koffie." in page
    assert ASKED in page
    assert "uiterlijk 1 maart 2027" in page
    mine = page.split("Wat we aan anderen vragen")[0]
    assert RUUDS not in mine
    for word in ("%", "te laat", "score", "gelezen"):
        assert word not in re.sub(r"<[^>]+>|\{.*\}", "", mine)


def test_the_page_looks_the_same_for_a_volunteer_and_a_professional(map_: Signed) -> None:
    def shape(page: str) -> list[str]:
        return re.findall(r"<h2[^>]*>([^<]*)", page)

    assert shape(map_.page(map_.ruud)) == shape(map_.page(map_.fatma))


def test_how_it_goes_is_told_by_who_took_it_and_read_by_everybody(map_: Signed) -> None:
    assert map_.tell(map_.fatma, entry=map_.mine, progress="stuck", text="Niemand neemt op.") == 303
    assert map_.tell(map_.fatma, entry=map_.ours, progress="busy", text="") == 303
    assert map_.tell(map_.ruud, entry=map_.mine, progress="", text="Ik zag haar bellen.") == 303
    page = map_.page(map_.fatma)
    assert "zit vast" in page
    assert "Niemand neemt op." in page
    assert "Ik zag haar bellen." in page
    assert "bezig" in map_.page(map_.ruud)


def test_words_that_were_refused_stand_in_their_field_again(map_: Signed) -> None:
    form = f"vertel-{map_.mine}-mij"
    assert map_.tell(map_.fatma, entry=map_.mine, progress="stuck", text="", back=form) == 409
    assert 'href="#' + form + "-text" in map_.fatma.text
    assert re.search(r'value="stuck" checked', map_.fatma.text)
    assert map_.tell(map_.fatma, text="x" * 601) == 409
    assert "x" * 601 in map_.fatma.text
    assert 'href="#vertel-text"' in map_.fatma.text


def test_what_happened_may_be_about_a_line_or_about_nothing_and_is_taken_back_by_who_told_it(
    map_: Signed,
) -> None:
    assert map_.tell(map_.fatma, text="De sleutel is er.", entry="") == 303
    assert map_.tell(map_.fatma, text="Het was gezellig.", entry=map_.ours) == 303
    note = next(t.id for t in map_.state().told.values() if t.text == "De sleutel is er.")
    assert f'value="{note}"' in map_.page(map_.fatma)
    assert f'value="{note}"' not in map_.page(map_.ruud)
    assert map_.table.act(map_.ruud, "untell", entry=note, back="vertel").status_code == 409
    assert map_.table.act(map_.fatma, "untell", entry=note, back="vertel").status_code == 303
    assert "De sleutel is er." not in map_.page(map_.ruud)
    assert "Het was gezellig." in map_.page(map_.ruud)


def test_words_of_somebody_without_a_device_carry_their_name_and_can_be_taken_back_by_the_same_hand(
    map_: Signed,
) -> None:
    joke = map_.table.person("Joke de Wit")
    assert (
        map_.tell(map_.fatma, entry=map_.jokes, progress="done", text="Het smaakte.", on_behalf=joke) == 303
    )
    page = map_.page(map_.ruud)
    assert "geschreven door Fatma" in page
    assert "nog niet bevestigd" in page
    page = map_.page(map_.fatma)
    note = next(iter(map_.state().told))
    assert re.search(rf'value="{note}"><input type="hidden" name="on_behalf" value="{joke}"', page)
    assert map_.table.act(map_.fatma, "untell", entry=note, on_behalf=joke).status_code == 303


def test_what_happened_since_stands_in_the_order_in_which_it_was_told_whatever_the_clock_says(
    map_: Signed,
) -> None:
    map_.site.clock.forward(days=9)
    map_.tell(map_.fatma, text="EERST")
    map_.site.clock.forward(days=-30)  # the server's clock was wrong, and is put back
    map_.tell(map_.ruud, text="DAARNA")
    map_.answer(map_.request_link(map_.ruud), text="TOEN")
    side = map_.page(map_.ruud).split("Wat er sindsdien gebeurde")[1]
    places = [side.index(words) for words in ("EERST", "DAARNA", "TOEN")]
    assert places == sorted(places)
    assert "Fatma heeft getekend." in side
    assert "Joke" not in side.split("In je agenda")[0]  # who did not sign is not named here


def test_a_request_without_an_answer_is_said_to_wait_and_no_more(map_: Signed) -> None:
    side = map_.page(map_.ruud).split("Wat er sindsdien gebeurde")[1]
    assert "since__item--open" in side
    map_.tell(map_.ruud, entry=map_.asked, progress="busy", text="Ik belde ze.")
    assert "since__item--open" not in map_.page(map_.ruud)


def test_the_own_round_of_a_review_hides_all_of_it_and_it_comes_back(map_: Signed) -> None:
    map_.tell(map_.fatma, text="GEHEIM-TOT-NA-DE-RONDE")
    map_.reopen()
    for who in (map_.fatma, map_.ruud, map_.leader):
        page = map_.page(who)
        for words in (OURS, ASKED, VALUE, "GEHEIM-TOT-NA-DE-RONDE", "Fatma heeft getekend"):
            assert words not in who.text
        assert "Jullie kijken terug." in page
    assert map_.tell(map_.fatma, text="te vroeg") == 409
    assert "Je schreef:" in map_.fatma.text
    assert "te vroeg" in map_.fatma.text
    assert "te vroeg" not in map_.page(map_.ruud)
    map_.table.act(map_.leader, "reveal", step="values")
    page = map_.page(map_.fatma)
    assert "GEHEIM-TOT-NA-DE-RONDE" in page
    assert OURS in page


def test_before_anything_was_agreed_the_page_says_so(site: Site) -> None:
    table = site.begin()
    fatma = table.join("Fatma Yılmaz")
    fatma.get(table.path("/mijn-afspraken"))
    assert fatma.status == 200
    assert "nog niets afgesproken" in fatma.text


def test_without_names_no_note_says_who_told_it(site: Site) -> None:
    map_ = signed(site, names="none")
    map_.tell(map_.fatma, text="Het was druk.")
    page = map_.page(map_.ruud)
    note = page.split("Het was druk.")[0].rsplit("<li", 1)[1]
    assert "Fatma" not in note


def test_a_personal_link_opens_this_page_between_meetings_and_the_map_otherwise(map_: Signed) -> None:
    def lands(who_makes: str) -> str:
        device = map_.site.visitor()
        device.get(who_makes)
        return str(device.post(who_makes, follow=False).headers["Location"])

    def link() -> str:
        map_.fatma.get(map_.table.path("/mensen"))
        map_.fatma.post(map_.table.path("/mijn-link"))
        return next(iter(re.findall(r"/sleutel/[\w-]+", map_.fatma.text)))

    assert lands(link()).endswith("/mijn-afspraken")
    map_.reopen()
    assert lands(link()) == map_.table.path()


def test_the_page_is_found_from_the_map_the_contract_and_my_maps(map_: Signed) -> None:
    for path in (map_.table.path(), map_.table.path("/contract"), "/"):
        map_.fatma.get(path)
        assert map_.table.path("/mijn-afspraken") in map_.fatma.text, path


def test_who_left_and_who_looks_at_the_wall_have_no_page(map_: Signed) -> None:
    map_.ruud.get(map_.table.path("/weg"))
    map_.ruud.post(map_.table.path("/weg"), wat="tafel")
    map_.ruud.get(map_.table.path("/mijn-afspraken"))
    assert map_.ruud.status == 403
    assert MINE not in map_.ruud.text
