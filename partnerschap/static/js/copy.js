// Copying a link. On an insecure origin there is no clipboard: then the text is selected, and copied the old way.

import { announce } from "./announce.js";
import { t } from "./text.js";

/**
 * @param {HTMLElement} source
 * @returns {boolean} whether it is on the clipboard
 */
function copySelected(source) {
  if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) {
    source.focus();
    source.select();
  } else {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

/** Buttons with data-copy="<id of what is copied>"; hidden until this script runs. */
export function mountCopy() {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
    button.hidden = false;
  }
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!(button instanceof HTMLElement)) return;
    const source = document.getElementById(button.dataset.copy ?? "");
    if (!source) return;
    const isField = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement;
    const text = isField ? source.value : (source.textContent ?? "").trim();
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copySelected(source);
    }
    const words = done ? t("Gekopieerd.") : t("De tekst is geselecteerd. Kopieer hem zelf.");
    const state = button.parentElement?.querySelector("[data-copy-state]");
    if (state) state.textContent = words;
    announce(words, true);
  });
}
