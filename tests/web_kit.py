"""People with a browser, for tests of the pages; every page that one of them opens is checked."""

import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import create_engine, event
from werkzeug.test import TestResponse

from partnerschap.application.ports import Stored
from partnerschap.chance import SystemChance
from partnerschap.config import Mode, Settings
from partnerschap.domain import gates
from partnerschap.domain.ids import MapId, StepKey
from partnerschap.extensions import db
from partnerschap.services import Services
from partnerschap.store import schema
from partnerschap.store.engine import engine_options
from partnerschap.wiring import World, build_app
from tests.fakes import FakeClock
from tests.page_checks import check_headers, check_page

HOST = "samen.example"


@pytest.fixture(scope="session")
def web_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema, to be copied."""
    path = tmp_path_factory.mktemp("web") / "template.db"
    address = f"sqlite:///{path}"
    engine = create_engine(address, **engine_options(address))
    schema.upgrade(engine)
    engine.dispose()
    return path


@dataclass
class Site:
    """An application on a database of its own, and the clock that it goes by."""

    app: Flask
    clock: FakeClock

    @property
    def services(self) -> Services:
        services: Services = self.app.extensions["partnerschap"]
        return services

    def visitor(self, **headers: str) -> "Browser":
        return Browser(self, headers)

    def begin(self, **fields: str) -> "Table":
        """A facilitator begins a map."""
        leader = self.visitor()
        leader.get("/begin")
        known = {
            "title": "Het plein",
            "subject": "ons plan",
            "kind": "partnership",
            "form": "long",
            "names": "first",
            "language": "nl",
            "name": "Nora Jansen",
            "side": "",
        }
        leader.post("/begin", map_id=leader.value("map_id"), **{**known, **fields})
        assert leader.status == 201, leader.text
        found = re.search(r'class="code-large">([^<]+)<', leader.text)
        assert found is not None
        links = re.findall(r"/sleutel/[\w-]+", leader.text)
        map_id = re.search(r"/kaart/([0-9a-f-]{36})", leader.text)
        assert map_id is not None
        return Table(self, leader, map_id[1], found[1], links[0], links[-1])


@dataclass
class Browser:
    """One device: its cookies, and the page that it shows."""

    site: Site
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    status: int = 0
    checked: bool = True

    def __post_init__(self) -> None:
        production = self.site.services.settings.production
        self.base = f"{'https' if production else 'http'}://{HOST}"
        self.client = self.site.app.test_client()

    def at(self, site: Site) -> "Browser":
        """The same device with its cookies and its page, at a copy of the site."""
        there = Browser(site, dict(self.headers), self.text, self.status, self.checked)
        there.client._cookies = dict(self.client._cookies or {})
        return there

    def get(self, path: str, **more: Any) -> TestResponse:
        return self._seen(self.client.get(path, base_url=self.base, headers=self.headers, **more))

    def post(self, path: str, *, follow: bool = True, **fields: Any) -> TestResponse:
        """Send a form as the page that is shown would, and go where it leads."""
        fields.setdefault("csrf_token", self.token())
        response = self.client.post(path, base_url=self.base, headers=self.headers, data=fields)
        self._seen(response)
        if follow and response.status_code == 303:
            self.get(response.headers["Location"].split("#")[0])
            self.status = 303
        return response

    def send(self, path: str, body: Any, **headers: str) -> TestResponse:
        """Send JSON with the token in its header."""
        with_token = {"X-CSRFToken": self.token(), **self.headers, **headers}
        return self.client.post(path, base_url=self.base, headers=with_token, json=body)

    def token(self) -> str:
        if 'name="csrf_token"' not in self.text:
            self.get("/begin")
        return self.value("csrf_token")

    def value(self, name: str) -> str:
        """The value of a hidden field on the page."""
        for tag in re.findall(r"<input[^>]*>", self.text):
            if f'name="{name}"' in tag:
                found = re.search(r'value="([^"]*)"', tag)
                return found[1] if found else ""
        raise AssertionError(f"no field {name}")

    def _seen(self, response: TestResponse) -> TestResponse:
        check_headers(response, production=self.site.services.settings.production)
        self.status = response.status_code
        response.get_data()
        response.close()
        if response.mimetype == "text/html" and response.status_code != 303:
            self.text = response.get_data(as_text=True)
            if self.checked:
                check_page(self.text)
        return response


@dataclass
class Table:
    """A map with its facilitator and who joined."""

    site: Site
    leader: Browser
    id: str
    code: str
    link: str
    wall_link: str

    def at(self, site: Site) -> "Table":
        """The same table at a copy of the site."""
        return replace(self, site=site, leader=self.leader.at(site))

    def path(self, rest: str = "") -> str:
        return f"/kaart/{self.id}{rest}"

    def join(self, name: str, side: str = "informal", **fields: str) -> Browser:
        device = self.site.visitor()
        device.get(f"/doe-mee/{self.code.replace(' ', '')}")
        device.post(f"/doe-mee/{self.code.replace(' ', '')}", name=name, side=side, **fields)
        assert device.status == 303, device.text
        return device

    def act(self, who: Browser, do: str, **fields: Any) -> TestResponse:
        """Send an act as a plain form, with an operation of its own."""
        fields.setdefault("op", str(uuid4()))
        return who.post(self.path("/doe"), follow=False, do=do, **fields)

    def stored(self) -> Stored:
        stored = self.site.services.maps.read(MapId(self.id))
        assert stored is not None
        return stored

    def person(self, name: str) -> str:
        return next(p.id for p in self.stored().state.people.values() if p.name == name)

    def wording(self, step: str) -> str:
        state = self.stored().state
        return gates.wording(state, gates.group_of(state, StepKey(step)))

    def seq(self) -> int:
        return self.stored().seq

    def consent(self, step: str, *who: Browser) -> None:
        """The group goes to a step and agrees with it as it reads."""
        self.act(self.leader, "focus", step=step, phase="consent", screen="map", back=step)
        for each in who:
            wording = self.wording(step)
            response = self.act(
                each, "stance", step=step, stance="agree", wording=wording, because="", back=step
            )
            assert response.status_code == 303, each.text
        assert self.act(self.leader, "close", step=step, back=step).status_code == 303, self.leader.text

    def agree(self, *who: Browser) -> None:
        """The whole walk of a short map, from an empty one to the terms."""
        for step in ("values", "relations"):
            self.consent(step, *who)
        self.give_terms()

    def give_terms(self, review_on: str = "2027-06-10") -> None:
        """The group answers the questions before signing."""
        self.leader.get(self.path("/afspraken"))
        response = self.leader.post(
            self.path("/afspraken"),
            non_compliance="Dan praten we.",
            guardian="",
            confidentiality="",
            review_on=review_on,
            intent="moral",
        )
        assert response.status_code == 303, self.leader.text

    def freeze(self, *who: Browser) -> None:
        self.agree(*who)
        self.freeze_now()

    def freeze_now(self) -> None:
        assert self.act(self.leader, "freeze", back="afspraken").status_code == 303, self.leader.text

    def sign(self, who: Browser, name: str, **fields: str) -> TestResponse:
        who.get(self.path("/contract"))
        known = {"op": who.value("op"), "hash": who.value("hash"), "on_behalf": who.value("on_behalf")}
        return who.post(
            self.path("/contract"), **{**known, "typed": name, "answer": "sign", "consent": "y", **fields}
        )


class Compiled(BytecodeCache):
    """Compiling the templates takes longer than most tests; they are the same on every site of a run."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@contextmanager
def site_on(template: Path, folder: Path, at: datetime | None = None, **settings: Any) -> Iterator[Site]:
    """An application on a copy of the template."""
    shutil.copyfile(template, folder / "partnerschap.db")
    clock = FakeClock(at) if at else FakeClock()
    app = build_app(Settings(instance=str(folder), **settings), World(clock, SystemChance()))
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        event.listen(db.engine, "connect", _without_waiting_for_the_disk)
        db.engine.dispose()  # a connection from before would still wait
    yield Site(app, clock)


def _without_waiting_for_the_disk(connection: Any, record: Any) -> None:
    """No page test pulls the plug; those of the store and the live servers do, on the real settings."""
    connection.execute("PRAGMA synchronous = OFF")


def copied(walked: Site, folder: Path) -> AbstractContextManager[Site]:
    """A site of one's own where a walk ended, so that not every test walks it again."""
    there = Path(walked.services.settings.instance)
    with walked.app.app_context():
        db.engine.dispose()
    shutil.copytree(there, folder, dirs_exist_ok=True)
    return site_on(there / "partnerschap.db", folder, at=walked.clock.at)


PRODUCTION: dict[str, Any] = {
    "mode": Mode.PRODUCTION,
    "secret_key": "een-heel-lange-geheime-sleutel-voor-deze-test",
    "allowed_hosts": (HOST,),
    "public_url": f"https://{HOST}",
    "operator": "Gemeente Voorbeeld",
    "contact": "veilig@samen.example",
}


@pytest.fixture
def site(web_template: Path, tmp_path: Path) -> Iterator[Site]:
    """A site in practice mode."""
    with site_on(web_template, tmp_path) as made:
        yield made


@pytest.fixture
def real_site(web_template: Path, tmp_path: Path) -> Iterator[Site]:
    """A site in production, behind HTTPS."""
    with site_on(web_template, tmp_path, **PRODUCTION) as made:
        yield made
