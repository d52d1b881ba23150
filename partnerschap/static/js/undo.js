// Taking back one's own last act: offered after it, until the next one, or for ten seconds when it opened a gate.

import { announce } from "./announce.js";
import { t } from "./text.js";

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
const FOR_A_GATE = 10_000;

export class Undo {
  #place = /** @type {HTMLElement | null} */ (document.querySelector("[data-undo]"));
  #open;
  /** @type {Act | null} */
  #last = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(address: string) => Promise<void>} open opens another state of this page in place */
  constructor(open) {
    this.#open = open;
    document.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target : null;
      if (pressed?.closest("[data-undo-close]")) this.#hide();
      if (pressed?.closest("[data-undo-reopen]")) this.#reopen(event);
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
    clearTimeout(this.#timer);
    this.#last = act;
    const of = this.#find("[name=of]");
    if (!this.#place || !(of instanceof HTMLInputElement)) return;
    of.value = act.op;
    for (const each of this.#place.querySelectorAll(".act__problem")) each.remove();
    if (act.do === "close") this.#offerGate(act);
    else this.#show(DONE[act.do](), "undo");
    announce(act.do === "close" ? whileOpen() : t("Je kunt dit ongedaan maken."), true);
  }

  /** No clock runs on the screen: the words hold for all of the ten seconds. @param {Act} act */
  #offerGate(act) {
    this.#find("[data-undo-reopen]")?.setAttribute("href", `?stap=${act.step}&heropen=1#heropen`);
    this.#show(whileOpen(), "undo");
    this.#timer = setTimeout(() => this.#show(DONE.close(), "reopen"), FOR_A_GATE);
  }

  /** @param {string} words @param {"undo" | "reopen"} offer */
  #show(words, offer) {
    const [text, form, link] = ["[data-undo-text]", "form", "[data-undo-reopen]"].map((name) =>
      this.#find(name),
    );
    if (!this.#place || !text || !form || !link) return;
    const had = form.contains(document.activeElement) && offer === "reopen";
    text.textContent = words;
    form.hidden = offer === "reopen";
    link.hidden = offer === "undo";
    this.#place.hidden = false;
    if (had) link.focus({ preventScroll: true });
  }

  #hide() {
    clearTimeout(this.#timer);
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

  /** The step again, with its form for a reason open and ready to type in. @param {MouseEvent} event */
  async #reopen(event) {
    const address = this.#find("[data-undo-reopen]")?.getAttribute("href") ?? "";
    if (event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#hide();
    await this.#open(address);
    document.getElementById("heropen")?.setAttribute("open", "");
    document.getElementById("reopen-because")?.focus();
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

function whileOpen() {
  return t("De poort is open. Dat kun je tien seconden lang ongedaan maken.");
}
