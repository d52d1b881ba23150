// How much room is left in a text, said only when it gets tight.

import { t } from "../text.js";

const MOST = 600;
const TIGHT = 100;

/** @param {string} text the length as the server counts it: in characters, trimmed */
export function lengthOf(text) {
  return Array.from(text.trim()).length;
}

/** Watch every text area of an act. */
export function mountCounts() {
  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement) || !area.closest("form[data-do]")) return;
    const left = MOST - lengthOf(area.value);
    let line = /** @type {HTMLElement | null} */ (area.parentElement?.querySelector("[data-count]") ?? null);
    if (left > TIGHT) {
      line?.remove();
      return;
    }
    if (!line) {
      line = document.createElement("p");
      line.className = "field__hint";
      line.dataset.count = "";
      line.setAttribute("role", "status");
      area.after(line);
    }
    // In steps of ten, so that it is not read aloud at every letter.
    const words =
      left < 0
        ? t("%(number)s tekens te veel", { number: -left })
        : t("Nog ongeveer %(number)s tekens", { number: Math.ceil(left / 10) * 10 });
    if (line.textContent !== words) line.textContent = words;
  });
}
