"""The control: Flask-SocketIO as its documentation has it, on gevent, with a commit for each change.

What a careful programmer writes in a day: a room per map, one transaction per change (number, entry, journal
line) on SQLite that waits for the disk, then the broadcast, then the acknowledgement. No rights, no rules, no
projection.
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 -- gevent has to patch first
from typing import Any  # noqa: E402

import sqlalchemy as sa  # noqa: E402
from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

metadata = sa.MetaData()
maps = sa.Table("maps", metadata, sa.Column("id", sa.Text, primary_key=True), sa.Column("seq", sa.Integer))
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("map", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("text", sa.Text),
    sa.Column("seq", sa.Integer),
)
journal = sa.Table(
    "journal",
    metadata,
    sa.Column("map", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("entry", sa.Text),
    sa.Column("text", sa.Text),
)

port, file = int(sys.argv[1]), sys.argv[2]
engine = sa.create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})


@sa.event.listens_for(engine, "connect")
def careful(connection: Any, _record: object) -> None:
    """Wait for the disk at every commit."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@sa.event.listens_for(engine, "begin")
def begin(connection: sa.Connection) -> None:
    """Take the write lock at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


metadata.create_all(engine)
app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent", cors_allowed_origins="*")


@socketio.on("connect")
def connect() -> None:
    """Show who comes in the whole map."""
    name = request.args["map"]
    join_room(name)
    with engine.begin() as connection:
        seq = connection.execute(sa.select(maps.c.seq).where(maps.c.id == name)).scalar_one_or_none()
        if seq is None:
            connection.execute(sa.insert(maps).values(id=name, seq=0))
        rows = connection.execute(sa.select(entries.c.id, entries.c.text).where(entries.c.map == name))
        view = {row.id: row.text for row in rows}
    socketio.emit("snapshot", {"seq": seq or 0, "view": view}, to=request.sid)


@socketio.on("edit")
def edit(message: dict[str, str]) -> dict[str, Any]:
    """Commit a change, tell the others, acknowledge."""
    name, entry, text = request.args["map"], message["entry"], message["text"]
    with engine.begin() as connection:
        connection.execute(sa.update(maps).where(maps.c.id == name).values(seq=maps.c.seq + 1))
        seq = connection.execute(sa.select(maps.c.seq).where(maps.c.id == name)).scalar_one()
        connection.execute(sa.delete(entries).where(entries.c.map == name, entries.c.id == entry))
        connection.execute(sa.insert(entries).values(map=name, id=entry, text=text, seq=seq))
        connection.execute(sa.insert(journal).values(map=name, seq=seq, entry=entry, text=text))
    socketio.emit("change", {"seq": seq, "entry": entry, "text": text}, to=name, skip_sid=request.sid)
    return {"ok": True, "seq": seq}


print("ready", flush=True)
socketio.run(app, host="127.0.0.1", port=port)
