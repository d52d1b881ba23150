// What the server left out of the wall because it might not fit: shown where there turns out to be room.

import { html, render } from "../vendor/lit.js";
import { icon } from "./parts/small.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").Page} Page */

const WRITING_TOGETHER = new Set(["talk", "note", "consent"]);

/** @param {Element} work @returns {boolean} whether something is cut off; a pixel is rounding */
function isFull(work) {
  return work.scrollHeight > work.clientHeight + 1;
}

/** @param {HTMLElement} element @param {Element} work @returns {boolean} whether it could be shown */
function shown(element, work) {
  element.hidden = false;
  element.hidden = isFull(work);
  return !element.hidden;
}

/** @param {Element} root @param {string} selector */
function all(root, selector) {
  return /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll(selector)));
}

/** Texts that were left out, the newest first or in order, one of every place in turn. @param {Element} work */
function growTexts(work) {
  let waiting = all(work, "ul.tiles").map((list) => {
    const spare = all(list, "[data-room][hidden]");
    return "inOrder" in list.dataset ? spare.reverse() : spare;
  });
  while (waiting.length) {
    waiting = waiting.filter((spare) => {
      const next = spare.pop();
      return next ? shownInList(next, work) : false;
    });
  }
}

/** A list without texts takes no room. @param {HTMLElement} tile @param {Element} work */
function shownInList(tile, work) {
  const list = /** @type {HTMLElement} */ (tile.parentElement);
  const wasHidden = list.hidden;
  list.hidden = false;
  if (shown(tile, work)) return true;
  list.hidden = wasHidden;
  return false;
}

/** Say of how many texts there is still no room. @param {Element} work */
function countRest(work) {
  for (const line of all(work, ".wallrest")) {
    const list = line.previousElementSibling;
    const found = list ? all(list, ".tile[data-room]:not([hidden])").length : 0;
    const rest = Number(line.dataset.rest) - found;
    line.hidden = rest < 1;
    if (found && rest) line.textContent = t("nog %(number)s, zie je telefoon", { number: rest });
  }
}

/** Show on the wall what fits after all: first texts, then prompts without a text, at last empty places. */
export function makeRoom() {
  for (const work of document.querySelectorAll(".wallwork")) {
    for (const element of all(work, "[data-room]")) element.hidden = true;
    growTexts(work);
    countRest(work);
    for (const prompt of all(work, ".wallprompt[data-room]")) shown(prompt, work);
    for (const places of all(work, ".places[data-room]")) shown(places, work);
  }
}

/** Who writes with the group, in the first empty place of the prompt. @param {Page} page */
export function showWriters({ read, link }) {
  for (const place of all(document.body, ".wallwork .place--writing")) {
    place.classList.remove("place--writing");
    place.replaceChildren();
  }
  if (!WRITING_TOGETHER.has(read.focus.phase)) return;
  for (const { name, step, prompt } of link.presence.writing) {
    const where = `.wallwork [data-prompt="${CSS.escape(prompt)}"]:not([hidden]) .places:not([hidden])`;
    const place =
      step === read.focusKey ? document.querySelector(`.live ${where} .place:not(.place--writing)`) : null;
    if (!(place instanceof HTMLElement) || !name) continue;
    place.classList.add("place--writing");
    const words = document.createDocumentFragment();
    render(html`${icon("pencil")}<span dir="auto">${t("%(name)s schrijft …", { name })}</span>`, words);
    place.replaceChildren(words); // what belongs to the server's page is not kept for drawing again
  }
}
