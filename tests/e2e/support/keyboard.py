"""Going through a page with Tab alone: at every stop the focus can be seen and nothing lies over it."""

from playwright.sync_api import Page

STOP = """() => {
  const on = document.activeElement;
  if (!on || on === document.body) return null;
  const label = on.labels?.[0] ?? null;
  const next = on.nextElementSibling;
  const shown = [on, label, next?.matches('label') ? next : null].filter(Boolean);
  const ringed = shown.some(each => {
    const style = getComputedStyle(each);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    // Inside a date field the browser shows by itself which part has the focus.
    return outlined || style.boxShadow !== 'none' || on.type === 'date';
  });
  const seen = shown.some(each => {
    const box = each.getBoundingClientRect();
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]]
      .map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
    return points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (each.contains(top) || top.contains(each) && top !== document.documentElement);
    });
  });
  const text = on.getAttribute('aria-label') || label?.textContent || on.textContent || '';
  return {name: text.trim().replace(/\\s+/g, ' '), id: on.id, tag: on.tagName, ringed, seen};
}"""
MOST_STOPS = 150


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what begins with this name, or has it as its id."""
    passed = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            continue
        passed.append(stop["name"][:40] or stop["id"])
        assert stop["ringed"], f"the focus cannot be seen on {stop}"
        assert stop["seen"], f"something lies over the focus on {stop}"
        if stop["id"] == name or stop["name"].startswith(name):
            return
    raise AssertionError(f"no Tab leads to '{name}'; passed: {passed}")


def press_on(page: Page, name: str, key: str = "Enter") -> None:
    """Go to something with Tab, when it has come on the screen, and press a key on it."""
    page.locator("a, button, summary").filter(has_text=name).locator("visible=true").first.wait_for()
    tab_to(page, name)
    page.keyboard.press(key)
