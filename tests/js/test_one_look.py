"""What the server draws and what the scripts draw of one view is the same, element by element."""

import mimetypes
import re
from pathlib import Path

import pytest

from tests.gallery.pages import LINKS, PAGES, Reading, environment, instrument, qr, wall

STATIC = Path(__file__).parents[2] / "partnerschap" / "static"
SITE = "http://gallery.test"
SCREENS = {"map/participant.html", "map/facilitator.html"}
# Each view once: a page differs for the eye by its size, for this test it does not.
DRAWN = {
    (page.template, page.view, page.at): name for name, page in PAGES.items() if page.template in SCREENS
}.values()

# The regions of a page as text: without what differs from one page to the next, and without what scripts add.
REGIONS = r"""() => {
  const left = new Set(["csrf_token", "op", "back"]);
  const own = new Set(["data-adopted", "data-level", "hidden"]);
  const told = (node) => Array.from(node.childNodes).map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.nodeValue.replace(/\s+/g, " ");
    if (child.nodeType !== Node.ELEMENT_NODE || left.has(child.name)) return "";
    const attributes = Array.from(child.attributes).filter(({ name }) => !own.has(name));
    const words = attributes.map(({ name, value }) => ` ${name}="${value.trim()}"`).sort().join("");
    return `<${child.localName}${words}>${told(child)}</${child.localName}>`;
  }).join("");
  const regions = Array.from(document.querySelectorAll("[data-live]:not([data-live=sources])"));
  return regions.filter((region) => !region.closest(".preview")).map((region) => {
    const { live, prompt = "", topic = "", step = "" } = region.dataset;
    const body = (region.hidden ? "" : told(region)).replace(/\s*(<[^>]*>)\s*/g, "$1").trim();
    return [[live, prompt, topic, step].join("/"), body];
  });
}"""


def page_of(name):
    page = PAGES[name]
    view = page.view()
    read = Reading(view, instrument(), page.at)
    context = {
        "view": view,
        "read": read,
        "links": LINKS,
        "language": "nl",
        "wall": wall,
        "qr": qr(),
    }
    return environment().get_template(page.template).render({**context, "seq": 1, **page.more()})


def regions(browser, name, *, scripts):
    context = browser.new_context(java_script_enabled=scripts, locale="nl-NL")
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    html = page_of(name)

    def serve(route):
        path = re.sub(r"\?.*", "", route.request.url.removeprefix(SITE))
        file = STATIC / path.removeprefix("/static/")
        if path == "/":
            # Not on the way to a server: the view that the page came with is what is drawn.
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif file.is_file():
            route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
        else:
            route.abort()

    page.route("**/*", serve)
    page.route_web_socket(re.compile("socket.io"), lambda _socket: None)
    page.goto(f"{SITE}/")
    if scripts:
        page.wait_for_selector("html.js [data-adopted]", state="attached")
    found = page.evaluate(REGIONS)
    context.close()
    assert not problems
    return found


@pytest.mark.e2e
@pytest.mark.parametrize("name", DRAWN)
def test_scripts_draw_a_view_as_the_server_does(chromium, name):
    drawn_by_server = regions(chromium, name, scripts=False)
    assert len(drawn_by_server) > 5
    assert regions(chromium, name, scripts=True) == drawn_by_server
