// The parts of a page that the scripts do not draw (forms, headings, what belongs to a phase) come from the server
// again, without a reload: the page is fetched and brought in place around what somebody is working in.

import { isHeld } from "../forms/drafts.js";
import { givenOf } from "../given.js";
import { morph } from "./morph.js";
import { ask } from "./plain.js";
import { NotSent } from "./queue.js";

/** The server asks for patience, or has trouble of its own: the page is asked for again. */
const isForLater = (/** @type {number} */ status) => status === 429 || status >= 500;
const LATER = 3_000;

export class Refresher {
  #before;
  #after;
  #holds;
  #least;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #due = Number.POSITIVE_INFINITY;
  /** @type {Promise<boolean> | null} */
  #running = null;
  /** @type {Promise<boolean> | null} */
  #next = null;

  /**
   * @param {object} parts
   * @param {(page: Document) => void} [parts.before] called when the new page is there, before it is brought in place
   * @param {(page: Document) => void} [parts.after]
   * @param {(form: HTMLFormElement) => boolean} [parts.holds] whether a form is left alone
   * @param {() => number} [parts.least] the number that a page must have reached: what was acknowledged is in it
   */
  constructor({ before = () => {}, after = () => {}, holds = isHeld, least = () => -1 }) {
    this.#before = before;
    this.#after = after;
    this.#holds = holds;
    this.#least = least;
  }

  /** @param {Element} element @returns {import("./morph.js").Way} */
  #way(element) {
    if (
      element.matches(
        '[data-strip], [data-undo], [data-timer], [data-live="announce"], script, [data-mounted]',
      )
    )
      return "leave";
    // Somebody works at an open desk; its owner closes it when it must go.
    if (element.matches("[data-desk]:not([hidden])")) return "leave";
    if (element.matches("[data-adopted]")) return "attributes";
    return element instanceof HTMLFormElement && this.#holds(element) ? "leave" : "on";
  }

  /**
   * Refresh within this time; an earlier appointment stands.
   * @param {number} milliseconds
   */
  within(milliseconds) {
    const due = Date.now() + milliseconds;
    if (due >= this.#due) return;
    this.#due = due;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), milliseconds);
  }

  /**
   * One page at a time: who asks while one is under way gets the next.
   * @returns {Promise<boolean>} whether the page is fresh now
   */
  now() {
    clearTimeout(this.#timer);
    this.#due = Number.POSITIVE_INFINITY;
    if (this.#running) {
      this.#next ??= this.#running.then(() => this.now());
      return this.#next;
    }
    this.#running = this.#try().finally(() => {
      this.#running = null;
      this.#next = null;
    });
    return this.#running;
  }

  async #try() {
    try {
      return await this.#fetch();
    } catch {
      this.within(LATER);
      return false;
    }
  }

  /** @returns {Promise<boolean>} */
  async #fetch() {
    const address = location.pathname + location.search;
    const answer = await ask(address, { headers: { Accept: "text/html" } });
    if (isForLater(answer.status)) throw new NotSent(String(answer.status));
    if (!answer.ok || location.pathname + location.search !== address) return false;
    // Parsed as a document of its own: nothing in it runs.
    const page = new DOMParser().parseFromString(answer.text, "text/html");
    // Made before the server took what this device did since: it would take that from the screen again.
    const seq = givenOf(page)?.seq ?? -1;
    if (seq >= 0 && seq < this.#least()) return this.#fetch();
    this.#before(page);
    document.title = page.title;
    const token = page.querySelector('meta[name="csrf-token"]')?.getAttribute("content");
    if (token) document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", token);
    morph(document.body, page.body, (element) => this.#way(element));
    this.#after(page);
    return true;
  }
}
