// A map page that follows its group: draws what changed, shows what belongs to the phase, and asks for the rest.

import { announce, showSilence } from "./announce.js";
import { Bulletin } from "./bulletin.js";
import { clearForm, controls, isHeld, keepDraft, restoreDraft } from "./forms/drafts.js";
import { showState } from "./forms/forms.js";
import { givenOf } from "./given.js";
import { Refresher } from "./live/refresh.js";
import { drawRegions, needsServer } from "./live/regions.js";
import { isSame } from "./live/store.js";
import { once, turnOver } from "./motion.js";
import { sentences } from "./news.js";
import { showStance } from "./stance.js";
import { t } from "./text.js";
import { showTimer } from "./timer.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./page.js").News} News */

/** Keys on which the forms of a page depend: the server knows which belong there now. */
const SHAPES = ["map", "focus", "me", "terms", "contract", "versions"];
/** Within this time everybody's page asks for its new shape; spread, so that a room does not knock at once. */
const SPREAD = 250;
const LATER = 1_200;
const AT_THE_DESK = "[data-desk]:not([hidden]) form:not([hidden])";

export class Follower {
  #page;
  #desk;
  #refresher;
  #bulletin;
  #follows;
  /** Whether this page stays at its step only until what was sent from it is answered. */
  #waits = false;
  #ownActs;

  /**
   * @param {Page} page
   * @param {object} options
   * @param {import("./forms/desk.js").Desk} [options.desk]
   * @param {boolean} [options.ownActs] whether own slips can be answered here
   */
  constructor(page, { desk, ownActs = true } = {}) {
    this.#page = page;
    this.#desk = desk;
    this.#ownActs = ownActs;
    const { focusKey } = page.read;
    this.#follows = (new URLSearchParams(location.search).get("stap") ?? focusKey) === focusKey;
    this.#bulletin = new Bulletin((news) => sentences(news, page.given.instrument));
    this.#refresher = new Refresher({
      before: (fresh) => this.#leave(fresh),
      after: (fresh) => this.#shaped(fresh),
      least: () => page.acknowledged,
    });
    page.onView((news) => this.#changed(news));
    page.onStatus(() => this.draw());
    document.addEventListener("click", (event) => this.#clicked(event));
    addEventListener("popstate", () => this.#refresher.now());
  }

  /** Draw all regions of the page as the view is now. */
  draw() {
    const { read } = this.#page;
    const changes = new URLSearchParams(location.search).get("doe") === "note";
    const acts =
      ["talk", "note"].includes(read.phase) || (read.phase === "consent" && (changes || !this.#ownActs));
    drawRegions({
      read,
      root: this.#page.given.root,
      acts,
      ownActs: acts && this.#ownActs,
      presence: this.#page.link.presence,
      unsent: this.#page.queue.lasting,
      returned: this.#page.tray.items,
    });
    showPhase(read.phase);
  }

  /** Ask for the shape of the page at once. */
  refresh() {
    return this.#refresher.now();
  }

  /** @param {News} news */
  #changed(news) {
    const phase = this.#page.read.phase;
    this.draw();
    this.#desk?.notice();
    this.#move(news);
    this.#bulletin.add(news);
    if (this.#reshapes(news)) {
      this.#pin();
      this.#refresher.within(phase === "reveal" ? SPREAD * Math.random() * 2 : SPREAD * Math.random());
    } else if (needsServer() || this.#choicesChanged(news))
      this.#refresher.within(LATER * (0.5 + Math.random() / 2));
  }

  /** Whether forms come or go. @param {News} news */
  #reshapes({ before, after, keys }) {
    for (const key of keys) {
      if (SHAPES.includes(key)) return true;
      const [kind] = key.split("/");
      const [was, now] = [before.get(key), after.get(key)];
      if (kind === "step" && (was?.state !== now?.state || was?.revealed !== now?.revealed)) return true;
      if (kind === "step" && was?.reopened !== now?.reopened) return true;
      if (kind === "gate" && (was?.open !== now?.open || was?.shown !== now?.shown)) return true;
      if (kind === "step" && !isSame(was?.override, now?.override)) return true;
    }
    return false;
  }

  /** Whether the lists to choose from in forms changed: who does it, what it serves. @param {News} news */
  #choicesChanged({ keys }) {
    const kinds = this.#page.at === "actions" ? ["person/", "joint/"] : ["person/"];
    return [...keys].some((key) => kinds.some((kind) => key.startsWith(kind)));
  }

  /** What was sent is answered: who stayed only for that goes after the group. */
  settled() {
    if (!this.#waits || this.#busyForms().length) return;
    this.#follows = true;
    this.#pin();
    this.#refresher.within(0);
  }

  /** The group goes on to another step: who is in the middle of something stays, the others go with it. */
  #pin() {
    const { read, at } = this.#page;
    // Who was elsewhere and is now where the group is, goes along from here.
    if (read.focusKey === at) this.#follows = true;
    if (!this.#follows || read.focusKey === at) return;
    const query = new URLSearchParams(location.search);
    for (const name of ["stap", "doe", "bij", "klaar", "gedaan", "heropen"]) query.delete(name);
    const busy = this.#busyForms();
    this.#follows = !busy.length;
    this.#waits = busy.length > 0 && busy.every((form) => "pending" in form.dataset);
    if (busy.length) query.set("stap", at);
    const rest = query.toString();
    history.replaceState(null, "", rest ? `?${rest}` : location.pathname);
  }

  /** The forms in which this person is in the middle of something. */
  #busyForms() {
    const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-do]"));
    return Array.from(forms).filter(
      (form) => form.matches(AT_THE_DESK) || (controls(form).length > 0 && isHeld(form)),
    );
  }

  /**
   * Another step comes on the screen: what was typed in this one is kept, and its forms are free to go.
   * @param {Document} fresh
   */
  #leave(fresh) {
    if (givenOf(fresh)?.at === this.#page.at) return;
    this.#desk?.close();
    for (const form of stepForms()) {
      if (!("pending" in form.dataset)) keepDraft(form, this.#page.at);
      delete form.dataset.pending;
      clearForm(form);
    }
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement.closest("form")) activeElement.blur();
  }

  /** The page has its new shape. @param {Document} fresh */
  #shaped(fresh) {
    const former = this.#page.at;
    this.#page.at = givenOf(fresh)?.at || former;
    // Another step is another page: it begins at its top. Who is in the middle of something did not come along.
    if (this.#page.at !== former) scrollTo(0, 0);
    this.draw();
    showStance(this.#page);
    showSilence();
    showTimer();
    for (const form of stepForms()) restoreDraft(form, this.#page.at);
  }

  /** Links to another step of this page open in place; what was typed is kept. @param {MouseEvent} event */
  #clicked(event) {
    if (event.defaultPrevented || event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest('a[href^="?"]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.dataset.open) return;
    event.preventDefault();
    if (this.#page.link.connection === "none") {
      announce(t("Geen internet"), true);
      return;
    }
    this.open(link.getAttribute("href") ?? "");
  }

  /**
   * Open another state of this page in place.
   * @param {string} address from the question mark on
   */
  async open(address) {
    history.pushState(null, "", address);
    const query = new URLSearchParams(location.search);
    this.#follows = query.get("stap") === this.#page.read.focusKey;
    this.#waits = false;
    const former = this.#page.at;
    const there = await this.#refresher.now();
    if (!there) {
      location.assign(address);
      return;
    }
    if (former === this.#page.at) return;
    document.getElementById("inhoud")?.focus({ preventScroll: true });
  }

  /** @param {News} news */
  #move({ before, after, keys }) {
    for (const key of keys) {
      const [was, now] = [before.get(key), after.get(key)];
      if (key === `step/${this.#page.at}` && now?.revealed && !was?.revealed) {
        turnOver(Array.from(document.querySelectorAll('[data-live="own"] > .slip')));
      }
      if (key.startsWith("gate/") && now?.open && !was?.open)
        once(document.querySelector('[data-live="gate"]'), "is-laying");
    }
  }
}

/** The forms that belong to the step on screen; others, as the parking place's, stay when it changes. */
function stepForms() {
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-do]"));
  return Array.from(forms).filter((form) => form.closest("[data-step], .bar, .lead-gate"));
}

/**
 * Show what belongs to the phase. A block that holds words which were not sent stays, whatever the phase.
 * @param {string} phase
 */
export function showPhase(phase) {
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-phases]"))) {
    if (block.closest(".preview")) continue;
    const belongs = block.dataset.phases?.split(" ").includes(phase) ?? true;
    const forms = /** @type {NodeListOf<HTMLFormElement>} */ (block.querySelectorAll("form[data-do]"));
    const held = Array.from(forms).filter(isHeld);
    block.hidden = !belongs && held.length === 0;
    if (!block.matches(".cover")) continue;
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("[data-cover]")))
      words.hidden = (words.dataset.cover === "before") !== belongs;
    if (belongs) continue;
    for (const form of held) if (!("pending" in form.dataset)) showState(form, lateWords(), "lock");
  }
}

/** What becomes of a slip that is still being written when the others lie open. */
function lateWords() {
  return t("De andere briefjes liggen al open. Dit briefje ziet alleen jij, tot jij het laat zien.");
}
