"""What holds on every page: axe finds nothing, nothing scrolls sideways, forms follow the guidelines."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
  return found.violations.map(each => `${each.id}: ${each.help}\\n` +
    each.nodes.slice(0, 4).map(node => `    ${node.html.slice(0, 160)}\\n` +
      `      ${node.failureSummary.replace(/\\n/g, ' ').slice(0, 260)}`).join('\\n'));
}"""
SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.body.querySelectorAll('*')]
    .map(each => [each, Math.round(each.getBoundingClientRect().right)])
    .filter(([each, right]) => right > room + 1 && each.getClientRects().length)
    .slice(0, 5).map(([each, right]) => `${each.tagName}.${each.className} reaches ${right} of ${room}`)
    .concat([`${document.documentElement.scrollWidth} px in ${room}`]);
}"""
FORMS = """() => {
  const wrong = [];
  const tell = (what, each) => wrong.push(`${what}: ${each.outerHTML.slice(0, 140)}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  all('[placeholder]').forEach(each => tell('placeholder', each));
  all('[disabled]').forEach(each => tell('disabled', each));
  all('form:not([novalidate])')
    .filter(each => each.querySelector('input:not([type=hidden]), textarea, select'))
    .forEach(each => tell('no novalidate', each));
  all('[style]').filter(each => !each.closest('svg') && !each.dataset.padCanvas).forEach(each => {
    if (each.getAttribute('style')) tell('style attribute', each);
  });
  all('[autofocus]').forEach(each => tell('autofocus', each));
  const ids = all('[id]').map(each => each.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => wrong.push(`id twice: ${id}`));
  if (all('h1').length !== 1) wrong.push(`${all('h1').length} h1`);
  return wrong;
}"""
SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
SPACE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
}"""


CUT_OFF = """() => {
  const found = new Set();
  const texts = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || text.parentElement.closest('.hush')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (let box = text.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === 'visible') continue;
      const edge = box.getBoundingClientRect();
      for (const line of range.getClientRects()) {
        const below = line.top + 0.8 * line.height > edge.bottom;
        const beyond = below || line.left + 0.8 * line.width > edge.right;
        if (beyond) found.add(`cut off by ${box.className}: ${text.data.trim().slice(0, 60)}`);
      }
    }
  }
  if (document.documentElement.scrollHeight > innerHeight + 1) found.add('the wall scrolls');
  return [...found];
}"""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong, with the elements."""
    # Run by the debugger, not by the page: its security policy stays as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: list[str] = page.evaluate(RUN_AXE, TAGS)
    return found


def forms(page: Page) -> list[str]:
    """Return what the guidelines for forms forbid."""
    found: list[str] = page.evaluate(FORMS)
    return found


def names(page: Page, language: str) -> list[str]:
    """Return what is wrong with the language and the title."""
    told: dict[str, Any] = page.evaluate(
        "() => ({lang: document.documentElement.lang, title: document.title,"
        " h1: document.querySelector('h1')?.textContent.trim().replace(/\\s+/g, ' ') ?? ''})"
    )
    wrong = [] if told["lang"] == language else [f"lang is {told['lang']}"]
    first = told["h1"].split(" ", 1)[0]
    if first not in told["title"]:
        wrong.append(f"the title '{told['title']}' does not name '{told['h1']}'")
    return wrong


def sideways(page: Page, *, spaced: bool = False) -> list[str]:
    """Return what makes the page scroll sideways; `spaced` sets the text as wide as readers may."""
    if spaced:
        page.evaluate(SPACE, SPACING)
    found: list[str] = page.evaluate(SIDEWAYS)
    if spaced:
        page.evaluate(SPACE, "")
    return found


def cut_off(page: Page) -> list[str]:
    """Return the texts on the wall that are not shown whole."""
    found: list[str] = page.evaluate(CUT_OFF)
    return found
