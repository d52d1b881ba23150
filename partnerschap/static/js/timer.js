// The facilitator's timer: a remark on the time. It shuts nothing and it does not count seconds down.

import { announce } from "./announce.js";
import { nt, t } from "./text.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./live/queue.js").Ack} Ack */

/**
 * How a form says what is wrong with it, where there is a form.
 * @typedef {object} Voice
 * @property {(form: HTMLFormElement, ack: Ack) => void} refuse
 * @property {(form: HTMLFormElement) => void} clear
 */

/** As long as the server lets a timer run. */
const LONGEST = 24 * 60;

/** What the page says about the time now. */
let said = "";

/**
 * @param {string | null} endsAt ISO 8601
 * @param {number} now milliseconds since 1970
 * @returns {string} empty without a timer
 */
export function timerWords(endsAt, now) {
  if (!endsAt) return "";
  const minutes = Math.ceil((new Date(endsAt).getTime() - now) / 60_000);
  if (minutes <= 0) return t("De tijd die jullie kozen is om. Dat mag.");
  return nt("Nog ongeveer één minuut", "Nog ongeveer %(num)s minuten", minutes);
}

/**
 * How many minutes somebody typed.
 * @param {string} typed
 * @returns {number | null} null when it is no number of minutes
 */
export function minutesIn(typed) {
  const digits = /^\s*(\d{1,4})\s*(?:min(?:uten|utes|uut)?\.?)?\s*$/i.exec(typed)?.[1];
  const minutes = Number(digits ?? 0);
  return minutes > 0 && minutes <= LONGEST ? minutes : null;
}

/** Say the time in every [data-timer] of the page; also after the page was refreshed. */
export function showTimer() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-timer]"))) {
    const text = place.querySelector("[data-timer-text]");
    if (text && text.textContent !== said) text.textContent = said;
    place.hidden = !said;
  }
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-timer-box]"))) {
    box.hidden = false;
  }
}

/** Follow the timer; where there is a form for it (`voice`), let it be set. @param {Page} page @param {Voice} [voice] */
export function mountTimer(page, voice) {
  const follow = () => {
    const words = timerWords(page.link.presence.timer.ends_at, Date.now());
    if (words !== said && words === t("De tijd die jullie kozen is om. Dat mag.")) announce(words);
    said = words;
    showTimer();
  };
  follow();
  page.onStatus(follow);
  setInterval(follow, 10_000);
  if (voice) mountForm(page, voice);
}

/** @param {Page} page @param {Voice} voice */
function mountForm(page, voice) {
  const set = (/** @type {HTMLFormElement} */ form, /** @type {number | null} */ minutes) => {
    voice.clear(form);
    if (!page.link.timer(minutes)) {
      const message = t("Dit kan alleen met een directe verbinding. Probeer het zo nog eens.");
      voice.refuse(form, { ok: false, message });
      return;
    }
    form.reset();
    const fold = form.closest("details");
    if (fold) fold.open = false;
    fold?.querySelector("summary")?.focus();
    announce(minutes ? t("Iedereen ziet nu hoelang nog.") : t("De tijd is weggehaald."), true);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("timerForm" in form.dataset)) return;
    event.preventDefault();
    const minutes = minutesIn(String(new FormData(form).get("minutes") ?? ""));
    const message = t("Vul een aantal minuten in, bijvoorbeeld 10.");
    if (minutes) set(form, minutes);
    else voice.refuse(form, { ok: false, about: ["minutes"], message });
  });
  document.addEventListener("click", (event) => {
    const form = event.target instanceof Element && event.target.closest("#tijd-weg")?.closest("form");
    if (form) set(form, null);
  });
}
