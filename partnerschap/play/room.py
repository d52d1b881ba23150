"""A map on a running server: beginning it, joining it, and reading its contract."""

from urllib.parse import urlsplit

from partnerschap.play.device import LiveDevice, as_form
from partnerschap.play.errors import DoorError
from partnerschap.play.pages import Pages
from partnerschap.play.script import MapInfo, Person
from partnerschap.play.table import Contract


class LiveRoom:
    """The public doors of a server, for one map; `wall_link` is the secret link for a projector."""

    def __init__(self, address: str, language: str = "nl") -> None:
        self._address = address
        self._language = language
        self._devices: list[LiveDevice] = []
        self.wall_link = ""

    @property
    def _first(self) -> LiveDevice:
        return self._devices[0]

    def begin(self, info: MapInfo, facilitator: Person) -> LiveDevice:
        """Begin the map; its facilitator's device is connected."""
        device = self._add(LiveDevice(Pages(self._address, self._language), language=self._language))
        asked = {
            "title": info.title,
            "subject": info.subject,
            "situation": info.situation,
            "kind": info.kind,
            "form": info.form,
            "language": info.language,
            "names": info.names,
            "formal_word": info.formal_word,
            "informal_word": info.informal_word,
        }
        body = device.pages.post("/begin", asked | as_form(facilitator) | {"side": facilitator.side})
        if not body.get("ok"):
            raise DoorError(f"de kaart kan niet beginnen: {body.get('message')}")
        device.map_id, device.person = body["map"], body["person"]
        self.wall_link = str(body.get("wall", ""))
        device.connect()
        return device

    def open_wall(self) -> LiveDevice:
        """Open the projected view by its secret link, on a device of its own."""
        pages = Pages(self._address, self._language)
        entered = pages.post(urlsplit(self.wall_link).path, {})
        if not entered.get("ok"):
            raise DoorError(f"het grote scherm gaat niet open: {entered.get('message')}")
        wall = LiveDevice(pages, self._first.map_id, wall=True, language=self._language)
        self._add(wall).connect()
        return wall

    def new_device(self, _person: Person) -> LiveDevice:
        """Return a device that knows the map's address and has no seat."""
        pages = Pages(self._address, self._language)
        return self._add(LiveDevice(pages, self._first.map_id, language=self._language))

    def settle(self, seq: int) -> None:
        """Wait until every open connection shows the map as it is after this operation."""
        open_ones = [device for device in self._devices if device.connected]
        latest = max([seq, *(device.stream.seq for device in open_ones)])
        for device in open_ones:
            device.settle(latest)

    def contract(self, version: int) -> Contract | None:
        """Return a version's contract as somebody at the table gets it."""
        pages, address = self._reader().pages, f"/kaart/{self._first.map_id}/contract/{version}"
        data = pages.get_json(f"{address}.json?toch=1")
        if data is None:
            return None
        text = pages.get(f"{address}.txt?toch=1")  # also in the own round of a review
        if not text.ok:
            raise DoorError(f"{address}.txt antwoordt met status {text.status_code}")
        answers = {each["person"]: each["answer"] for each in data["signatures"]}
        return Contract(text.content.decode(), data["content"], answers)

    def contract_pdf(self, version: int) -> bytes | None:
        """Return a version's contract as a PDF."""
        answer = self._reader().pages.get(f"/kaart/{self._first.map_id}/contract/{version}.pdf?toch=1")
        return answer.content if answer.ok else None

    def close(self) -> None:
        """End every connection."""
        for device in self._devices:
            device.disconnect()
            device.pages.close()

    def _add(self, device: LiveDevice) -> LiveDevice:
        self._devices.append(device)
        return device

    def _wall(self) -> LiveDevice:
        return self._devices[1]

    def _reader(self) -> LiveDevice:
        """Somebody at the table; a contract is not shown to a wall."""
        people = [device for device in self._devices if device is not self._wall()]
        return next((device for device in people if device.connected), self._first)
