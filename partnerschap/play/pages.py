"""One device's plain HTTP: cookies of its own, forms with their token, and answers in JSON."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin

import requests

from partnerschap.play.errors import DoorError
from partnerschap.play.table import Answer

TIMEOUT_SECONDS = 30
_ANSWERED = frozenset({200, 201, 403, 409})
"""Statuses of an answer of the rules; any other is a door that does not work."""
_LATER = frozenset({429, 503})
_TOKENS = (
    re.compile(r'<meta\s+name="csrf-token"\s+content="([^"]+)"'),
    re.compile(r'<input[^>]*\bname="csrf_token"[^>]*\bvalue="([^"]+)"'),
)
_POST_FORM = re.compile(r'<form[^>]*\bmethod="post"[^>]*\baction="([^"]+)"')


class Pages:
    """A browser without a screen; raises DoorError for what is no answer."""

    def __init__(self, address: str, language: str) -> None:
        self.address = address.rstrip("/")
        self._session = requests.Session()
        # A kept connection that the server closes in the same moment would lose what is sent.
        self._session.headers.update({"Accept-Language": language, "Connection": "close"})
        self._token = ""

    def cookies(self) -> str:
        """Return the cookies as a header, for the live connection."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._session.cookies)

    def get(self, path: str) -> requests.Response:
        """Return a page, whatever its status."""
        return self._request("GET", path)

    def get_json(self, path: str) -> dict[str, Any] | None:
        """Return the data at an address; None when this device may not have it or there is none."""
        answer = self._request("GET", path, headers={"Accept": "application/json"})
        if answer.status_code in {403, 404, 409}:
            return None
        return _body(answer)

    def post(self, path: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Send data as JSON and return the answer; of one that says 'later' too."""
        headers = {"Accept": "application/json", "X-CSRFToken": self._csrf_token()}
        answer = self._request("POST", path, json=data, headers=headers)
        if answer.status_code not in _ANSWERED | _LATER:
            raise DoorError(f"{path} antwoordt met status {answer.status_code}: {answer.text[:200]}")
        return _body(answer)

    def press_button(self, page_path: str) -> Answer:
        """Send the first form of a page that leads further below the page, as a press of its button does."""
        page = self.get(page_path)
        actions = (urljoin(page_path, unescape(found)) for found in _POST_FORM.findall(page.text))
        action = next((each for each in actions if each.startswith(f"{page_path}/")), None)
        if action is None:
            raise DoorError(f"{page_path} heeft geen knop (status {page.status_code})")
        token = self._token_in(page.text) or self._csrf_token()
        answer = self._request("POST", action, data={"csrf_token": token}, allow_redirects=False)
        if answer.status_code not in {200, 302, 303}:
            raise DoorError(f"{action} antwoordt met status {answer.status_code}")
        return Answer()

    def close(self) -> None:
        """Give up the connection; the cookies stay."""
        self._session.close()

    def _csrf_token(self) -> str:
        """A token is good for as long as the cookie that it came with, so one is enough."""
        if not self._token:
            self._token = self._token_in(self.get("/begin").text)
        return self._token

    def _token_in(self, page: str) -> str:
        found = next((match for token in _TOKENS if (match := token.search(page))), None)
        return unescape(found.group(1)) if found else ""

    def _request(self, method: str, path: str, **more: Any) -> requests.Response:
        try:
            return self._session.request(method, self.address + path, timeout=TIMEOUT_SECONDS, **more)
        except requests.RequestException as problem:
            raise DoorError(f"{path} antwoordt niet: {type(problem).__name__}") from problem


def answer_of(body: Mapping[str, Any]) -> Answer:
    """Return the acknowledgement in an answer."""
    if body.get("ok"):
        return Answer(int(body.get("seq", 0)))
    return Answer(0, str(body.get("code", "")) or "?", str(body.get("message", "")))


def _body(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except requests.JSONDecodeError as problem:
        raise DoorError(f"{answer.url} antwoordt zonder JSON (status {answer.status_code})") from problem
    if not isinstance(body, dict):
        raise DoorError(f"{answer.url} antwoordt met iets vreemds")
    return body
