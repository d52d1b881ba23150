"""Sealed contracts on disk. A file that is there is never made anew: people hold copies of it."""

from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from partnerschap.domain.ids import MapId
from partnerschap.store.engine import Database
from partnerschap.store.loading import seq_of
from partnerschap.store.tables import contract_files as table


class SqlContractFiles:
    """The port `ContractFiles` on an engine, for any thread; every method may raise Busy."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)

    def read(self, map_id: MapId, version: int) -> bytes | None:
        """Return the file of a version, once it was made."""
        with self._database.reading() as connection:
            return _read(connection, map_id, version)

    def keep(self, map_id: MapId, version: int, file: bytes, at: datetime) -> bytes:
        """Keep the file of a version and return what is kept: that of who was first, where two made one."""
        with self._database.writing() as connection:
            seq_of(connection, map_id, lock=True)
            kept = _read(connection, map_id, version)
            if kept is not None:
                return kept
            row = {"map_id": map_id, "version": version, "file": file, "at": at}
            connection.execute(sa.insert(table), row | {"sha256": sha256(file).hexdigest()})
            return file

    def knows(self, file: bytes) -> bool:
        """Tell whether this file, byte for byte, is one of those that are kept."""
        alike = sa.select(table.c.file).where(table.c.sha256 == sha256(file).hexdigest())
        with self._database.reading() as connection:
            return file in connection.execute(alike).scalars().all()


def _read(connection: Connection, map_id: MapId, version: int) -> bytes | None:
    wanted = sa.select(table.c.file).where(table.c.map_id == map_id, table.c.version == version)
    found: bytes | None = connection.execute(wanted).scalar_one_or_none()
    return found
