"""Puts the application together out of its parts; the only place that knows them all."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from os import environ
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from partnerschap import alone, web
from partnerschap.application.erasing import Erasing
from partnerschap.application.housekeeping import Housekeeping
from partnerschap.application.joining import Joining
from partnerschap.application.pace import Pace
from partnerschap.application.passes import Passes
from partnerschap.application.ports import Chance, Clock, Stored
from partnerschap.application.submit import Submit
from partnerschap.application.timelines import Timelines
from partnerschap.chance import SystemChance, SystemClock
from partnerschap.config import Secrets, Settings
from partnerschap.document.checker import Checker
from partnerschap.document.contracts import Contracts
from partnerschap.document.keyring import KeyRing, key_ring
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.projection import View
from partnerschap.extensions import db
from partnerschap.mail.smtp import Server, SmtpMailer
from partnerschap.realtime.broadcast import Broadcaster
from partnerschap.realtime.engine import HubEngine, LiveSocket
from partnerschap.realtime.fellows import Fellows
from partnerschap.realtime.gate import LiveGate
from partnerschap.realtime.hot import HotActs, Place
from partnerschap.realtime.hub import Hub
from partnerschap.realtime.socket import (
    MESSAGE_BYTES,
    LiveDoor,
    keep_beating,
    keep_ticking,
    seat_for,
)
from partnerschap.realtime.wire import HubWire
from partnerschap.services import Services
from partnerschap.store.contract_files import SqlContractFiles
from partnerschap.store.doors import SqlDoors
from partnerschap.store.engine import engine_options, prepare
from partnerschap.store.happened import SqlJournal
from partnerschap.store.keeping import SqlKeeping
from partnerschap.store.maps import SqlMaps
from partnerschap.store.schema import require_current
from partnerschap.web.cookies import DEVICE, cookie_name
from partnerschap.web.security import WithHeaders, is_our_host
from partnerschap.web.words import edge_text, refusal_text

PING_SECONDS = 20
PONG_SECONDS = 25


@dataclass(frozen=True, slots=True)
class World:
    """The clock and the dice, which a test may choose."""

    clock: Clock
    chance: Chance


def build_app(settings: Settings | None = None, world: World | None = None) -> Flask:
    """Return the application with its database, its doors and its heartbeat."""
    settings = settings or Settings.from_env(environ)
    settings.check()
    world = world or World(SystemClock(), SystemChance())
    app = _flask(settings, world)
    engine = _engine(app)
    maps, doors = SqlMaps(engine), SqlDoors(engine)
    socketio = SocketIO(app, async_mode="threading", async_handlers=False, manage_session=False, logger=False)
    hub = Hub()
    live = HubEngine.under(
        socketio.server,  # type: ignore[attr-defined]  # set by init_app
        hub,
        max_http_buffer_size=MESSAGE_BYTES,
        cors_allowed_origins=_origins(settings),
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        logger=False,
    )
    wire = HubWire(socketio, live)
    broadcaster = Broadcaster(maps, wire, standard(), lambda map_id: _wall(doors, map_id), doors.seats_on)
    viewers = _with_fellows(broadcaster, settings, world)
    files, ring = SqlContractFiles(engine), key_ring(settings, world.clock.now)
    ring.current()  # there from the first start on
    contracts = _contracts(settings, files, ring, world)
    submit = Submit(maps, viewers, world.clock, lambda state: hub.aside(lambda: contracts.seal_now(state)))

    def erased(before: Stored, after: Stored, person: ParticipantId) -> None:
        submit.forget_last_acts(after.state.id)
        viewers.changed(before, after)
        viewers.dismiss(after.state.id, person)

    services = app.extensions["partnerschap"] = Services(
        settings=settings,
        clock=world.clock,
        chance=world.chance,
        maps=maps,
        doors=doors,
        viewers=viewers,
        submit=submit,
        joining=Joining(maps, doors, submit, viewers, world.clock, world.chance),
        passes=Passes(maps, doors, submit, world.clock, world.chance),
        pace=Pace(world.clock, settings.pace),
        erase=Erasing(maps, world.clock, world.chance, erased),
        housekeeping=Housekeeping(SqlKeeping(engine), world.clock, settings.kept, settings.backup_months),
        contracts=contracts,
        checker=Checker(ring, files),
        timelines=Timelines(SqlJournal(engine), world.clock),
        mailer=_mailer(settings, world),
        say=refusal_text,
        say_edge=edge_text,
    )
    door = LiveDoor(broadcaster, standard(), cookie_name(DEVICE, settings))
    door.register(socketio)

    def here(one: LiveSocket) -> Place | None:
        sid = wire.sid_of(one)
        return door.place_of(sid) if sid else None

    def speaking(one: LiveSocket) -> AbstractContextManager[object]:
        environ = live.environ_of(one)
        return app.request_context(environ) if environ else app.app_context()

    live.hot = HotActs(services, hub, here, speaking)
    web.register(app)
    _wrap(app, services)
    socketio.start_background_task(keep_beating, socketio, viewers, maps)
    socketio.start_background_task(keep_ticking, socketio, viewers)
    return app


def _contracts(settings: Settings, files: SqlContractFiles, ring: KeyRing, world: World) -> Contracts:
    # An address on a network of today says nothing to somebody who reads the contract years later.
    check_url = f"{settings.public_url.rstrip('/')}/controleer" if settings.public_url else ""
    return Contracts(files, ring, world.clock, check_url=check_url, authority=settings.timestamp_url)


def _mailer(settings: Settings, world: World) -> SmtpMailer | None:
    """Return who sends mail; None where the operator has no mail server."""
    if not settings.smtp_host:
        return None
    server = Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        user=settings.smtp_user,
        password=settings.smtp_password,
        encryption=settings.smtp_tls,
        trusted=create_default_context(),
    )
    return SmtpMailer(server, world.clock, world.chance)


def _with_fellows(broadcaster: Broadcaster, settings: Settings, world: World) -> Broadcaster | Fellows:
    """Return whom to tell of a change: those at this worker, and through Redis those at others."""
    if not settings.redis_url:
        return broadcaster
    from partnerschap.realtime.relay import RedisRelay  # noqa: PLC0415 - one worker needs no Redis, nor its package

    # Two installations may share a Redis.
    channel = f"partnerschap/{sha256(settings.database.encode()).hexdigest()[:16]}"
    fellows = Fellows(broadcaster, RedisRelay(settings.redis_url, channel), world.chance.id())
    fellows.start()
    return fellows


def _wrap(app: Flask, services: Services) -> None:
    """Put around the application what comes before Flask: the gate of the live door, headers, proxies."""
    settings = services.settings
    cookie = cookie_name(DEVICE, settings)

    def may_enter(environ: dict[str, Any]) -> bool:
        if not is_our_host(environ.get("HTTP_HOST", ""), settings):
            return False
        # Hundreds come back at once: here is no need of a context, nor of a session.
        asked = app.request_class(environ, populate_request=False)
        return seat_for(asked, asked.cookies.get(cookie), services.joining) is not None

    guarded = WithHeaders(LiveGate(app.wsgi_app, may_enter), settings)
    n = settings.proxies
    app.wsgi_app = ProxyFix(guarded, x_for=n, x_proto=n, x_host=0, x_prefix=n)  # type: ignore[method-assign]  # so


def _origins(settings: Settings) -> list[str] | None:
    """Return whose pages may open a live connection; None: those of the host that is asked."""
    if not settings.production:
        return None
    address = urlsplit(settings.public_url)
    return [f"{address.scheme}://{address.netloc}"]


def _flask(settings: Settings, world: World) -> Flask:
    instance = Path(settings.instance).resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("partnerschap", instance_path=str(instance))
    if not settings.redis_url:
        app.extensions["alone"] = alone.hold(instance)
    app.config.update(
        SECRET_KEY=Secrets.of(settings, world.chance.secret()).secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database),
        PERMANENT_SESSION_LIFETIME=timedelta(days=1),
    )
    return app


def _engine(app: Flask) -> Engine:
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    prepare(engine)
    require_current(engine)
    return engine


def _wall(doors: SqlDoors, map_id: MapId) -> View:
    code = doors.code_of(map_id)
    return {"join": {"code": code.code if code else "", "open": bool(code and code.open)}}
