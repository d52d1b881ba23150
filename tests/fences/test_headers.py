"""The headers stand on every answer: pages, errors, downloads, static files (STANDARDS C1, C2, C9)."""

import re

import pytest

from tests.page_checks import check_headers
from tests.web_kit import HOST, Site, Table


@pytest.fixture(scope="module")
def table(real_site: Site) -> Table:
    table = real_site.begin(form="short")
    table.freeze(table.join("Fatma Yılmaz"), table.join("Ruud Bos", side="formal"))
    return table


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/gezond", 200),
        ("/.well-known/security.txt", 200),
        ("/static/css/base.css", 200),
        ("/static/bestaat-niet.css", 404),
        ("/bestaat-niet", 404),
        ("/sleutel/onbekend", 410),
        ("/kaart/onbekend", 403),
        ("/kaart/{id}/contract/1.pdf", 200),
        ("/kaart/{id}/contract/1.txt", 200),
        ("/kaart/{id}/contract/1.json", 200),
        ("/kaart/{id}/kaart.json", 200),
        ("/kaart/{id}/contract/9.pdf", 404),
        ("/kaart/{id}/sinds/0", 200),
        ("/taal", 405),
    ],
)
def test_an_answer_carries_the_headers(table: Table, path: str, status: int) -> None:
    response = table.leader.get(path.replace("{id}", table.id))  # the browser checks the headers
    assert response.status_code == status
    socket = f"connect-src 'self' wss://{HOST};"
    assert socket in response.headers["Content-Security-Policy"]


def test_a_fault_of_ours_carries_them_too_and_logs_no_words(
    real_site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("de geheime woorden van Fatma")

    monkeypatch.setattr(type(real_site.services.maps), "read", broken)
    visitor = real_site.visitor()
    assert visitor.get("/gezond").status_code == 500
    assert "RuntimeError" in caplog.text
    assert "Fatma" not in caplog.text + visitor.text


def test_pages_are_kept_nowhere_and_files_only_under_an_address_that_names_their_content(
    table: Table,
) -> None:
    leader = table.leader
    for path in ("/", f"/kaart/{table.id}", f"/kaart/{table.id}/contract/1.pdf", "/bestaat-niet"):
        assert leader.get(path).headers["Cache-Control"] == "no-store"
    leader.get("/")
    found = re.search(r'href="(/static/v-[0-9a-f]{12}/)css/for-home[.]css"', leader.text)
    assert found
    folder = found[1]
    # Modules name each other by where they stand, so that they share the version of the page.
    for path in ("css/for-home.css", "css/base.css", "js/map.js", "js/live/link.js", "vendor/socket.io.js"):
        assert "immutable" in leader.get(folder + path).headers["Cache-Control"]
    for path in ("/static/css/base.css", "/static/v-0123456789ab/css/base.css"):
        answer = leader.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, no-cache")


@pytest.mark.parametrize(
    "host", ["elders.example", "", "samen.example@elders.example", "samen.example<script>"]
)
def test_another_host_than_ours_is_refused(real_site: Site, host: str) -> None:
    client = real_site.app.test_client()
    response = client.get("/", base_url=f"https://{HOST}", environ_overrides={"HTTP_HOST": host})
    assert response.status_code == 400
    check_headers(response, production=True)
    assert "elders" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elders.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": f"https://{HOST}"}, 303),
        ({}, 303),
    ],
)
def test_a_form_is_only_taken_from_our_own_pages(
    real_site: Site, headers: dict[str, str], status: int
) -> None:
    visitor = real_site.visitor()
    token = visitor.token()
    response = visitor.client.post(
        "/taal", base_url=visitor.base, headers=headers, data={"taal": "en", "csrf_token": token}
    )
    assert response.status_code == status


def test_more_than_an_act_can_hold_is_refused_in_plain_words(table: Table) -> None:
    response = table.act(table.leader, "park", text="x" * 400_000)
    assert response.status_code == 413
    assert "te veel tegelijk" in table.leader.text


def test_the_contact_for_weaknesses_is_valid_for_some_months(real_site: Site) -> None:
    text = real_site.visitor().get("/.well-known/security.txt").get_data(as_text=True)
    lines = dict(line.split(": ", 1) for line in text.splitlines())
    assert lines["Contact"] == "mailto:veilig@samen.example"
    assert lines["Expires"] == "2027-07-13T19:00:00Z"
    assert lines["Canonical"] == f"https://{HOST}/.well-known/security.txt"


def test_there_is_no_such_contact_where_the_operator_gave_none(site: Site) -> None:
    assert site.visitor().get("/.well-known/security.txt").status_code == 404


def test_texts_travel_small_and_what_is_compressed_already_is_left_alone(table: Table) -> None:
    leader = table.leader
    packed = {"Accept-Encoding": "gzip, deflate, br"}
    texts = ("js/takingpart.js", "js/page.js", "css/land.css", "vendor/icons.svg")
    for path in (f"/kaart/{table.id}", *(f"/static/{text}" for text in texts)):
        with (
            leader.client.get(path, base_url=leader.base) as plain,
            leader.client.get(path, base_url=leader.base, headers=packed) as small,
        ):
            assert small.headers["Content-Encoding"] in {"br", "deflate", "gzip"}, path
            assert "Accept-Encoding" in small.headers["Vary"], path
            assert len(small.data) < len(plain.data) / 2, path
            assert "Content-Encoding" not in plain.headers, path
    font = "/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    for path in (f"/kaart/{table.id}/contract/1.pdf", font):
        with leader.client.get(path, base_url=leader.base, headers=packed) as answer:
            assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None), path


def test_there_are_three_cookies_and_each_is_needed(table: Table, site: Site) -> None:
    table.leader.post("/taal", taal="en", terug="/", follow=False)
    names = {cookie.key for cookie in table.leader.client._cookies.values()}
    assert names == {"__Host-toestel", "__Host-sessie", "__Host-taal"}
    begun = site.begin()
    assert {cookie.key for cookie in begun.leader.client._cookies.values()} == {"toestel", "sessie"}
