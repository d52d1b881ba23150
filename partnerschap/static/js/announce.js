// What changes on the screen, said to those who do not see it: politely, bundled, and silent when asked.

import { t } from "./text.js";

const SILENT = "partnerschap.meldingen";
const BUNDLE = 150;

/** @type {Set<string>} */
const waiting = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Private windows may refuse storage: then the choice lasts as long as the page. */
let silent = stored();

function stored() {
  try {
    return localStorage.getItem(SILENT) === "uit";
  } catch {
    return false;
  }
}

/** @param {boolean} off */
export function setSilent(off) {
  silent = off;
  if (off) waiting.clear();
  try {
    if (off) localStorage.setItem(SILENT, "uit");
    else localStorage.removeItem(SILENT);
  } catch {
    // The choice lasts as long as the page.
  }
}

/**
 * Say something that others did; one's own acts are always answered.
 * @param {string} words
 * @param {boolean} [own] the answer to something that this person just did
 */
export function announce(words, own = false) {
  if (!words || (silent && !own)) return;
  waiting.add(words);
  clearTimeout(timer);
  timer = setTimeout(say, BUNDLE);
}

function say() {
  const place = document.querySelector('[data-live="announce"]');
  const words = [...waiting];
  waiting.clear();
  if (!place) return;
  place.textContent = "";
  // An emptied region that is filled a moment later is read again, also when the words are the same.
  setTimeout(() => {
    place.textContent = words.join(" ");
  }, 60);
}

/** Bring the switches of the page in step: buttons with `data-silence`, which say what pressing them does. */
export function showSilence() {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("button[data-silence]")
  )) {
    button.hidden = false;
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (
      button.querySelectorAll("[data-silence-when]")
    )) {
      words.hidden = words.dataset.silenceWhen !== (silent ? "off" : "on");
    }
  }
}

export function mountSilence() {
  showSilence();
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("button[data-silence]"))) return;
    setSilent(!silent);
    showSilence();
    announce(
      silent ? t("Meldingen worden niet meer voorgelezen.") : t("Meldingen worden weer voorgelezen."),
      true,
    );
  });
}
