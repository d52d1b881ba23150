"""A link by mail: once, to an address that somebody types and that is kept nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.follow_kit import ASKED, MINE, OURS, RUUDS, VALUE, Signed, signed
from tests.mail_kit import NOWHERE, Post, post_office
from tests.web_kit import Site, site_on

TO = "mila@gemeente.example"


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with post_office() as opened:
        yield opened


@pytest.fixture(scope="module")
def mailing(web_template: Path, tmp_path_factory: pytest.TempPathFactory, post: Post) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("mailing")
    smtp = {
        "smtp_host": "127.0.0.1",
        "smtp_port": post.port,
        "smtp_from": "kaart@samen.example",
        "smtp_tls": "none",
    }
    with site_on(web_template, folder, **smtp) as made:
        yield made


@pytest.fixture
def map_(mailing: Site, post: Post) -> Signed:
    post.envelopes.clear()
    return signed(mailing)


def mail_request(map_: Signed, to: str, secret: str = "") -> int:
    secret = secret or map_.request_link(map_.fatma)
    map_.fatma.post(map_.table.path("/mijn-afspraken/vraag/mailen"), secret=secret, to=to)
    return map_.fatma.status


def kept(map_: Signed) -> bytes:
    """All that the database holds, its journal included."""
    folder = Path(map_.site.services.settings.instance)
    return b"".join(path.read_bytes() for path in folder.glob("partnerschap.db*"))


def test_a_question_goes_out_once_with_its_words_and_its_link_alone(map_: Signed, post: Post) -> None:
    map_.tell(map_.fatma, text="KANARIE-NOTITIE", entry=map_.asked)
    assert mail_request(map_, f" {TO} ") == 200
    assert "De mail is verstuurd." in map_.fatma.text
    (envelope,), (message,) = post.envelopes, post.messages
    assert envelope.rcpt_tos == [TO]
    text = message.get_content()
    assert ASKED in text
    for word in (MINE, OURS, RUUDS, VALUE, "KANARIE", "Fatma", "Ruud", "Nora", map_.table.id, map_.asked):
        assert word not in str(message) + text
    link = re.search(r"/vraag/[\w-]+", text)
    assert link is not None
    stranger = map_.site.visitor()
    stranger.get(link[0])
    assert ASKED in stranger.text
    assert TO.encode() not in kept(map_)


def test_ones_own_link_goes_to_the_address_that_one_types(map_: Signed, post: Post) -> None:
    map_.fatma.get(map_.table.path("/mensen"))
    map_.fatma.post(map_.table.path("/mijn-link/mailen"), to=TO)
    assert "De mail is verstuurd." in map_.fatma.text
    (message,) = post.messages
    link = re.search(r"/sleutel/[\w-]+", message.get_content())
    assert link is not None
    phone = map_.site.visitor()
    phone.get(link[0])
    phone.post(link[0])
    assert "Mijn afspraken" in phone.text
    assert TO.encode() not in kept(map_)


def test_a_mail_that_does_not_go_out_is_said_and_the_link_is_there_all_the_same(
    map_: Signed, post: Post
) -> None:
    assert mail_request(map_, NOWHERE) == 502
    assert "De mail is niet verstuurd." in map_.fatma.text
    assert NOWHERE in map_.fatma.text
    map_.fatma.get(map_.table.path("/mensen"))
    map_.fatma.post(map_.table.path("/mijn-link/mailen"), to=NOWHERE)
    assert "De mail is niet verstuurd." in map_.fatma.text
    secret = re.search(r"/sleutel/([\w-]+)", map_.fatma.text)
    assert secret is not None
    assert map_.site.services.joining.peek(secret[1]) is not None
    assert post.envelopes == []


@pytest.mark.parametrize(
    "to", ["", "mila", "a@b", "a@b.nl, c@d.nl", "Mila <a@b.nl>", "a@b.nl\nBcc: c@d.nl", "é@b.nl"]
)
def test_what_is_no_address_is_asked_again_and_makes_no_link(map_: Signed, post: Post, to: str) -> None:
    map_.fatma.get(map_.table.path("/mensen"))
    map_.fatma.post(map_.table.path("/mijn-link/mailen"), to=to)
    assert map_.fatma.status == 422
    assert "Dit is geen e-mailadres" in map_.fatma.text
    assert mail_request(map_, to) == 422
    assert post.envelopes == []


def test_only_the_link_of_a_question_of_this_map_is_mailed(map_: Signed, post: Post) -> None:
    elsewhere = signed(map_.site)
    personal = map_.table.link.rsplit("/", 1)[-1]
    for secret in (elsewhere.request_link(elsewhere.fatma), personal, "verzonnen"):
        assert mail_request(map_, TO, secret) == 404
    map_.page(map_.fatma)
    stranger = elsewhere.fatma
    stranger.post(
        map_.table.path("/mijn-afspraken/vraag/mailen"), secret=map_.request_link(map_.fatma), to=TO
    )
    assert stranger.status == 403
    assert post.envelopes == []


def test_a_map_sends_ten_mails_an_hour_and_no_more(map_: Signed, post: Post) -> None:
    secret = map_.request_link(map_.fatma)
    assert {mail_request(map_, TO, secret) for _ in range(10)} == {200}
    assert mail_request(map_, TO, secret) == 429
    assert len(post.envelopes) == 10
    map_.site.clock.forward(hours=1)
    assert mail_request(map_, TO, map_.request_link(map_.fatma)) == 200


def test_without_a_mail_server_nobody_is_asked_for_an_address(site: Site) -> None:
    map_ = signed(site)
    secret = map_.request_link(map_.fatma)
    assert "mail" not in map_.fatma.text.casefold().split("<main")[1]
    map_.fatma.get(map_.table.path("/mensen"))
    assert "mail" not in map_.fatma.text.casefold().split("<main")[1]
    assert mail_request(map_, TO, secret) == 404
    map_.fatma.post(map_.table.path("/mijn-link/mailen"), to=TO)
    assert map_.fatma.status == 404
