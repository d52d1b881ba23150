// What came back to its author: words that the server did not take, and that nobody else has seen.

/** @typedef {import("./keep.js").Returned} Returned */
/** @typedef {import("./queue.js").Act} Act */
/** @typedef {import("./queue.js").Ack} Ack */

/** Refusals after which the same form cannot do it: its words go to the tray and the form is free. */
const TOO_LATE = new Set(["step_closed", "not_reached", "frozen", "sealed", "not_found"]);

/**
 * The words in an act, in the order in which they were asked for.
 * @param {Act} act
 * @returns {string[]}
 */
export function wordsOf(act) {
  return [act.question, act.text, ...(Array.isArray(act.texts) ? act.texts : []), act.because, act.meaning]
    .map((words) => String(words ?? "").trim())
    .filter(Boolean);
}

/** @param {Ack} ack */
export function isTooLate(ack) {
  return TOO_LATE.has(ack.code ?? "");
}

export class Tray {
  #keep;
  #changed;
  #told;
  /** How many times something was put in or taken out here. */
  #changes = 0;
  /** @type {Set<string>} what this device does not keep, or not yet: it is here and nowhere else */
  #onlyHere = new Set();
  /** @type {Returned[]} */
  items = [];

  /**
   * @param {Pick<import("./keep.js").Keep, "putReturned" | "dropReturned" | "returned"> | null} keep
   * @param {() => void} changed
   * @param {() => void} [told] called when what is kept is another than before, for the other pages of this person
   */
  constructor(keep, changed, told = () => {}) {
    this.#keep = keep;
    this.#changed = changed;
    this.#told = told;
  }

  /** Bring in what came back on an earlier visit, or to another page. */
  async load() {
    if (!this.#keep) return;
    let [before, kept] = [-1, /** @type {Returned[]} */ ([])];
    // What comes back while this reads would be missing from what it read.
    while (before !== this.#changes) {
      before = this.#changes;
      kept = await this.#keep.returned();
    }
    const isHere = (/** @type {Returned} */ { act }) => this.#onlyHere.has(act.op);
    this.items = [...kept.filter((item) => !isHere(item)), ...this.items.filter(isHere)];
    this.#changed();
  }

  /**
   * Take what the server refused; an act without words has nothing to come back with.
   * @param {Act} act
   * @param {Ack} ack
   * @returns {boolean} whether it has it
   */
  take(act, ack) {
    if (wordsOf(act).length === 0) return false;
    this.#put({ act, message: ack.message ?? "" });
    return true;
  }

  /** @param {string} op @returns {Returned | undefined} */
  find(op) {
    return this.items.find(({ act }) => act.op === op);
  }

  /** Put something aside, for another moment. @param {string} op */
  putAside(op) {
    const item = this.find(op);
    if (item) this.#put({ ...item, later: true });
  }

  /** @param {string} op */
  async drop(op) {
    this.#changes += 1;
    this.#onlyHere.delete(op);
    this.items = this.items.filter(({ act }) => act.op !== op);
    this.#changed();
    await this.#keep?.dropReturned(op);
    this.#told();
  }

  /** @param {Returned} item */
  async #put(item) {
    this.#changes += 1;
    this.#onlyHere.add(item.act.op);
    this.items = [...this.items.filter(({ act }) => act.op !== item.act.op), item];
    this.#changed();
    if (!(await this.#keep?.putReturned(item))) return;
    this.#onlyHere.delete(item.act.op);
    this.#told();
  }
}
