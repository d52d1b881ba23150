// Plain forms of acts, sent live: words stay in their field until the server has them.

import { html, render } from "../../vendor/lit.js";
import { announce } from "../announce.js";
import { isTooLate } from "../live/tray.js";
import { icon } from "../parts/small.js";
import { t } from "../text.js";
import { actOf, fieldsOf, isLive, takenWords } from "./acts.js";
import { composed, isComposing, watchComposing } from "./composing.js";
import { clearForm, controls } from "./drafts.js";
import { clearErrors, showRefusal } from "./errors.js";

/** @typedef {import("../live/queue.js").Ack} Ack */
/** @typedef {import("../live/queue.js").Act} Act */

/** Forms that keep showing what was chosen. */
const STAYS = new Set(["stance", "limit", "spectrum", "terms", "sign", "decline", "review"]);
/** What these made is shown while it waits: their form can go on with the next words. */
const RELEASED = new Set(["write"]);
/** After these the words can still be changed under the same id, when the field changed while they were sent. */
const FOLLOWED = new Set(["write", "note"]);
/** These can be sent again: they replace what they said before. */
const AGAIN = new Set([...STAYS, ...FOLLOWED]);
const BEFORE_A_WORD = 700;
const BEFORE_FREE = 1_500;

/**
 * @typedef {object} Sender
 * @property {(act: Act) => Promise<Ack>} send
 * @property {(act: Act, form: HTMLFormElement) => Act} complete adds what the screen knows: the wording one saw
 * @property {(act: Act, form: HTMLFormElement) => void} done called when the server took it
 * @property {() => boolean} atRisk whether something waits that a reload would lose
 * @property {(op: string) => boolean} [release] lets an act wait without its form; false when it is not safe here
 * @property {(act: Act, ack: Ack) => boolean} [takeBack] takes the words of a refused act; false when it has none
 * @property {(form: HTMLFormElement) => void} [keep] keeps the words of a form on this device
 * @property {(form: HTMLFormElement) => void} [sent] hears that they are in what waits to be sent
 */

/** @param {HTMLFormElement} form */
function snapshot(form) {
  return JSON.stringify(fieldsOf(form).filter(([name]) => name !== "op" && name !== "csrf_token"));
}

/**
 * The line that says how a form stands; forms without a place for it get one.
 * @param {HTMLFormElement} form
 * @param {string} words empty: nothing to say
 * @param {"check" | "clock" | "lock"} [sign]
 */
export function showState(form, words, sign = "check") {
  let line = /** @type {HTMLElement | null} */ (form.querySelector("[data-state]"));
  if (!line) {
    if (!words) return;
    line = document.createElement("p");
    line.className = "writes__state says soft";
    line.dataset.state = "";
    render(html`${icon("check")}<span data-state-text></span>`, line);
    form.append(line);
  }
  line.hidden = !words;
  const drawing = line.querySelector("use");
  drawing?.setAttribute("href", `${drawing.getAttribute("href")?.split("#")[0]}#${sign}`);
  const text = line.querySelector("[data-state-text]");
  if (text) text.textContent = words;
}

/** @param {HTMLFormElement} form the values on screen are now what the server has */
function settle(form) {
  for (const control of controls(form)) {
    if (control instanceof HTMLSelectElement) {
      for (const option of Array.from(control.options)) option.defaultSelected = option.selected;
    } else if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      control.defaultChecked = control.checked;
    } else control.defaultValue = control.value;
  }
  form.classList.remove("is-choosing");
}

/** The button that had the focus goes away: give it to what opens the form again. @param {HTMLFormElement} form */
function foldAway(form) {
  const fold = form.closest("details.fold-away, details.override, details.more");
  if (!(fold instanceof HTMLDetailsElement) || form.querySelector("details") === fold) return;
  const had = fold.contains(document.activeElement);
  fold.open = false;
  if (had) fold.querySelector("summary")?.focus();
}

export class Forms {
  #sender;
  /** @type {WeakMap<HTMLFormElement, {sent: string, coming: Promise<boolean>}>} how a form was sent last, and what comes of it */
  #underWay = new WeakMap();

  /** @param {Sender} sender */
  constructor(sender) {
    this.#sender = { release: () => false, takeBack: () => false, keep() {}, sent() {}, ...sender };
    watchComposing();
    document.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("input", (event) => {
      const form = event.target instanceof Element ? event.target.closest("form[data-do]") : null;
      if (form instanceof HTMLFormElement && !("pending" in form.dataset)) showState(form, "");
    });
    addEventListener("beforeunload", (event) => {
      if (this.#sender.atRisk()) event.preventDefault();
    });
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !isLive(form.dataset.do ?? "")) return;
    event.preventDefault();
    if ("pending" in form.dataset) announce(t("Dit wacht nog op versturen. Het gaat vanzelf."), true);
    this.send(form, event.submitter);
  }

  /**
   * Send a form as if its button was pressed. One that is under way is waited for, and goes again when somebody chose
   * or wrote something else meanwhile: on a slow line the second tap is the one that counts.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} [submitter]
   * @returns {Promise<boolean>} whether the server took it
   */
  send(form, submitter = null) {
    const before = this.#underWay.get(form);
    if (before && "pending" in form.dataset) {
      const goesAgain = before.sent !== snapshot(form) && AGAIN.has(form.dataset.do ?? "");
      return goesAgain
        ? before.coming.then(() => form.isConnected && this.send(form, submitter))
        : before.coming;
    }
    const coming = this.#submit(form, submitter);
    this.#underWay.set(form, { sent: snapshot(form), coming });
    return coming;
  }

  /** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
  async #submit(form, submitter) {
    clearErrors(form);
    const act = this.#follow(this.#sender.complete(actOf(fieldsOf(form, submitter)), form), form);
    if (RELEASED.has(act.do) && !String(act.text ?? "").trim()) {
      // Known here as well: without network it would wait as something that is still to be sent.
      const message = t("Hier staat nog niets. Schrijf eerst iets op.");
      showRefusal(form, { ok: false, code: "empty_text", about: ["text"], message });
      return false;
    }
    const sent = snapshot(form);
    form.dataset.pending = act.op;
    const word = setTimeout(
      () => showState(form, t("Nog niet verstuurd. Het gaat vanzelf."), "clock"),
      BEFORE_A_WORD,
    );
    const free = setInterval(() => this.#free(form, act, sent), BEFORE_FREE);
    const answer = this.#sender.send(act);
    this.#sender.sent(form);
    const ack = await answer;
    await composed(form);
    clearTimeout(word);
    clearInterval(free);
    // Meanwhile the form may have gone, or serve another step.
    const isStillThere = form.isConnected && form.dataset.pending === act.op;
    if (isStillThere) {
      delete form.dataset.pending;
      showState(form, "");
    }
    if (ack.ok) this.#taken(form, act, isStillThere ? sent : null);
    else this.#refused(form, act, ack, isStillThere);
    return ack.ok;
  }

  /**
   * It takes a while: what is safe on this device is shown among the own slips, and the form is free. What is not
   * safe yet is asked about again.
   * @param {HTMLFormElement} form
   * @param {Act} act
   * @param {string} sent
   */
  #free(form, act, sent) {
    const changed = form.dataset.pending !== act.op || snapshot(form) !== sent;
    if (changed || isComposing(form) || !RELEASED.has(act.do) || !this.#sender.release(act.op)) return;
    delete form.dataset.pending;
    showState(form, "");
    clearForm(form);
    announce(t("Nog niet verstuurd, wel bewaard"), true);
  }

  /**
   * @param {HTMLFormElement} form
   * @param {Act} act
   * @param {Ack} ack
   * @param {boolean} isStillThere whether the form still holds the words
   */
  #refused(form, act, ack, isStillThere) {
    const elsewhere = (!isStillThere || isTooLate(ack)) && this.#sender.takeBack(act, ack);
    if (elsewhere && isStillThere) clearForm(form);
    else if (isStillThere) {
      showRefusal(form, ack);
      this.#sender.keep(form);
    } else if (!elsewhere) announce(ack.message ?? "", true);
  }

  /** @param {Act} act @param {HTMLFormElement} form @returns {Act} */
  #follow(act, form) {
    const { follows } = form.dataset;
    if (!follows || !FOLLOWED.has(act.do)) return act;
    const { op, text, meaning } = act;
    return {
      op,
      do: "edit",
      entry: follows,
      text,
      ...(meaning === undefined || act.do !== "write" ? {} : { meaning }),
    };
  }

  /**
   * @param {HTMLFormElement} form
   * @param {Act} act
   * @param {string | null} sent what stood in the form; null when the form is no longer about this act
   */
  #taken(form, act, sent) {
    const same = snapshot(form) === sent;
    if (sent === null) {
      // Its words were kept elsewhere or taken along; there is nothing to empty.
    } else if (STAYS.has(act.do)) {
      if (same) settle(form);
    } else if (same) {
      delete form.dataset.follows;
      this.#empty(form);
    } else if (FOLLOWED.has(act.do) || form.dataset.follows) {
      form.dataset.follows ??= String(act.id);
      showState(form, t("Bewaard. Je tekst is daarna veranderd: bewaar hem nog een keer."));
    }
    if (same && STAYS.has(act.do)) showState(form, t("Bewaard"));
    announce(takenWords(act), true);
    this.#sender.done(act, form);
  }

  /** @param {HTMLFormElement} form */
  #empty(form) {
    clearForm(form);
    if (form.closest("[data-desk]")) return;
    foldAway(form);
  }
}
