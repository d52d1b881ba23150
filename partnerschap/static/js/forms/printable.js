// Says below a field which of its signs the contract cannot print: it prints a box for them.

import { t } from "../text.js";

/** Letters that every font of the contract has; only for others the list is fetched. */
const PLAIN = /^[\n\r\t -~\u00a0-\u024f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*$/;
/** Signs that are not drawn by themselves: joiners, selectors, skin tones, keycaps. */
const SILENT = /\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}|\u20e3/u;

/** @typedef {[number, number]} Range first and last code point */

/**
 * The signs of a text that no range holds, each once.
 * @param {string} text
 * @param {Range[]} ranges in order
 * @returns {string[]}
 */
export function unprintable(text, ranges) {
  const signs = new Set([...text].filter((sign) => sign > " " && !SILENT.test(sign)));
  return [...signs].filter((sign) => {
    const point = sign.codePointAt(0) ?? 0;
    return !ranges.some(([first, last]) => first <= point && point <= last);
  });
}

/** @type {Promise<Range[]> | undefined} */
let known;

/** @returns {Promise<Range[]>} everything there is when the list cannot be had: better no word than a wrong one */
function ranges() {
  const address = document.querySelector('meta[name="printable"]')?.getAttribute("content") ?? "";
  known ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .catch(() => {
      known = undefined;
      return [[0, 0x10ffff]];
    });
  return known;
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
async function look(field) {
  const note = field.nextElementSibling?.matches("[data-unprintable]") ? field.nextElementSibling : null;
  const signs = PLAIN.test(field.value) ? [] : unprintable(field.value, await ranges());
  if (!signs.length) {
    note?.remove();
    return;
  }
  const words = t("In het contract komt een blokje in plaats van: %(signs)s", { signs: signs.join(" ") });
  if (note?.textContent === words) return;
  const shown = note ?? document.createElement("p");
  shown.className = "field__hint";
  shown.setAttribute("data-unprintable", "");
  shown.setAttribute("role", "status");
  shown.textContent = words;
  if (!note) field.after(shown);
}

/** Look at every text while it is typed. */
export function mountPrintable() {
  document.addEventListener("input", ({ target }) => {
    const typed =
      target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");
    if (typed) look(/** @type {HTMLInputElement | HTMLTextAreaElement} */ (target));
  });
}
