// Taking back one's own last act: offered after it, until the next one, or for ten seconds when it opened a gate.

import { announce } from "./announce.js";
import { nt, t } from "./text.js";

/** @typedef {import("./live/queue.js").Act} Act */

/** What can be taken back, with the words for it. @type {Record<string, () => string>} */
const DONE = {
  write: () => t("Je briefje is bewaard."),
  note: () => t("De tekst staat op de kaart."),
  adopt: () => t("Het briefje staat op de kaart."),
  differ: () => t("Het verschil staat op de kaart."),
  park: () => t("Het staat op de parkeerplek."),
  edit: () => t("De tekst is veranderd."),
  set_status: () => t("De tekst is veranderd."),
  remove: () => t("Weggehaald."),
  drop_alternative: () => t("De andere tekst is losgelaten."),
  answer: () => t("Je antwoord is bewaard."),
  respect: () => t("Bewaard."),
  meaning: () => t("Bewaard."),
  ask_meaning: () => t("Bewaard."),
  stance: () => t("Je keuze is bewaard."),
  reply: () => t("Je antwoord is bewaard."),
  take: () => t("Je antwoord is bewaard."),
  refuse: () => t("Je antwoord is bewaard."),
  responsibility: () => t("Bewaard."),
  limit: () => t("Bewaard."),
  will_can: () => t("Bewaard."),
  close: () => t("De poort is open."),
};
/** The server counts too: this only says how long it still makes sense to press. */
const SECONDS_FOR_A_GATE = 10;

export class Undo {
  #place = /** @type {HTMLElement | null} */ (document.querySelector("[data-undo]"));
  /** @type {Act | null} */
  #last = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  constructor() {
    document.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target : null;
      if (pressed?.closest("[data-undo-close]")) this.#hide();
      if (pressed?.closest("[data-undo-reopen]")) this.#reopen();
    });
  }

  /** The server took an act of this person. @param {Act} act */
  took(act) {
    if (act.do === "undo") this.#undone();
    else if (DONE[act.do]) this.#offer(act);
    else this.#hide();
  }

  /** The group went on: what somebody did before can no longer be taken back, but for the gate itself. */
  groupMoved() {
    if (this.#last && this.#last.do !== "close") this.#hide();
  }

  /** @param {Act} act */
  #offer(act) {
    clearInterval(this.#timer);
    this.#last = act;
    const of = this.#find("[name=of]");
    if (!this.#place || !(of instanceof HTMLInputElement)) return;
    of.value = act.op;
    for (const each of this.#place.querySelectorAll(".act__problem")) each.remove();
    this.#show(DONE[act.do](), false);
    if (act.do === "close") this.#countDown(act);
  }

  /** @param {Act} act that opened a gate */
  #countDown(act) {
    let left = SECONDS_FOR_A_GATE;
    const tick = () => {
      const rest = nt("Nog 1 seconde.", "Nog %(num)s seconden.", left);
      if (left > 0) this.#show(`${DONE.close()} ${rest}`, false);
      else {
        clearInterval(this.#timer);
        const link = this.#find("[data-undo-reopen]");
        link?.setAttribute("href", `?stap=${act.step}#heropen`);
        this.#show(DONE.close(), true);
      }
      left -= 1;
    };
    tick();
    this.#timer = setInterval(tick, 1_000);
  }

  /** @param {string} words @param {boolean} reopens whether only opening the step again is left */
  #show(words, reopens) {
    const [text, form, link] = ["[data-undo-text]", "form", "[data-undo-reopen]"].map((name) =>
      this.#find(name),
    );
    if (!this.#place || !text || !form || !link) return;
    text.textContent = words;
    form.hidden = reopens;
    link.hidden = !reopens;
    this.#place.hidden = false;
  }

  #hide() {
    clearInterval(this.#timer);
    if (!this.#place) return;
    const had = this.#place.contains(document.activeElement);
    this.#place.hidden = true;
    if (had) document.getElementById("inhoud")?.focus({ preventScroll: true });
  }

  /** What was written stands in its field again, when that is free: taking back is not throwing away. */
  #undone() {
    const act = this.#last;
    this.#last = null;
    this.#hide();
    announce(t("Ongedaan gemaakt."), true);
    if (!act?.text || !["write", "note", "park"].includes(act.do)) return;
    const forms = /** @type {NodeListOf<HTMLFormElement>} */ (
      document.querySelectorAll(`form[data-do="${act.do}"]`)
    );
    const same = Array.from(forms).find((form) =>
      ["step", "prompt", "topic"].every((name) => fieldOf(form, name) === String(act[name] ?? "")),
    );
    const field = same?.querySelector("textarea[name=text]");
    if (!(field instanceof HTMLTextAreaElement) || field.value) return;
    field.value = act.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The link leads to the step; its form for a reason lies open there. */
  #reopen() {
    this.#hide();
    const open = () => document.getElementById("heropen")?.setAttribute("open", "");
    open();
    setTimeout(open, 1_000);
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #find(name) {
    return this.#place?.querySelector(name) ?? null;
  }
}

/** @param {HTMLFormElement} form @param {string} name */
function fieldOf(form, name) {
  const field = form.querySelector(`input[name="${name}"]`);
  return field instanceof HTMLInputElement ? field.value : "";
}
