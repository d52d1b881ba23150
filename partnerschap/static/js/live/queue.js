// What people did and the server has not answered yet. Each operation goes with the same id until it is answered.

/** @typedef {{op: string, do: string} & Record<string, any>} Act */
/** @typedef {{ok: boolean, seq?: number, code?: string, about?: string[], message?: string, retry_after?: number}} Ack */
/**
 * `putOff`: the server asked to send it again later. `free`: its form goes on with other words. `earlier`: no form of
 * this page made it.
 * @typedef {{act: Act, lane: string, tries: number, putOff: boolean, busy: boolean, kept: boolean, free: boolean,
 *   earlier: boolean, done: (ack: Ack) => void}} Item
 */

/**
 * Where waiting acts are kept so that they survive a reload (`keep.js`). The default keeps nothing beyond this page.
 * @typedef {{put: (act: Act) => Promise<boolean>, drop: (op: string) => unknown}} Keep
 */

/** The act did not reach the server, or its answer did not reach us: send the same one again. */
export class NotSent extends Error {}

const LATER = new Set(["busy", "slow_down"]);
const LONGEST_PAUSE = 20_000;

/**
 * What an act is about: acts about one thing go one after the other.
 * @param {Act} act
 * @returns {string}
 */
export function laneOf(act) {
  return String(act.entry ?? act.id ?? act.to ?? act.do);
}

/**
 * Milliseconds to wait before the next try: doubling, with half of it left to chance.
 * @param {number} tries
 * @param {number} chance 0 to 1
 */
export function pause(tries, chance) {
  const whole = Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(tries, 10));
  return whole / 2 + (whole / 2) * chance;
}

/** @param {Act} act @param {(ack: Ack) => void} done @returns {Item} an act that is safe on this device */
function waits(act, done) {
  const lane = laneOf(act);
  return { act, lane, tries: 0, putOff: false, busy: false, kept: true, free: false, earlier: false, done };
}

export class Queue {
  /** @type {Item[]} */
  #items = [];
  #send;
  #keep;
  #tell;
  #changed;
  #sleep;
  /** @type {() => void} */
  #wake = () => {};
  /** @type {Promise<void>} */
  #woken = new Promise(() => {});

  /**
   * @param {object} parts
   * @param {(act: Act) => Promise<Ack>} parts.send rejects with `NotSent` when there is no answer
   * @param {() => void} [parts.changed] called when the number of waiting acts or their state changes
   * @param {(op: string, ack: Ack) => void} [parts.tell] called with every answer, for the other pages of this person
   * @param {Keep} [parts.keep]
   * @param {(milliseconds: number) => Promise<void>} [parts.sleep]
   */
  constructor({ send, changed = () => {}, tell = () => {}, keep, sleep }) {
    this.#send = send;
    this.#changed = changed;
    this.#tell = tell;
    this.#keep = keep ?? { put: async () => false, drop() {} };
    this.#sleep = sleep ?? ((ms) => new Promise((go) => setTimeout(go, ms)));
    this.resume();
  }

  /** How many acts wait for an answer. */
  get waiting() {
    return this.#items.length;
  }

  /** How many of those were tried in vain at least once: only these are worth a word on screen. */
  get stuck() {
    return this.#items.filter((item) => item.tries > 0).length;
  }

  /** Whether the server is too busy for one of those. */
  get putOff() {
    return this.#items.some((item) => item.putOff);
  }

  /**
   * Keep an act on this device, then send it; the promise is kept when the server has answered, however long that
   * takes.
   * @param {Act} act
   * @param {{free?: boolean}} [how] `free`: no form waits with its words
   * @returns {Promise<Ack>}
   */
  add(act, { free = false } = {}) {
    return new Promise((done) => {
      const item = { ...waits(act, done), free, busy: true, kept: false };
      this.#items.push(item);
      this.#changed();
      // Written before sending: what the network swallows is still here. What cannot be kept is sent all the same.
      const go = (/** @type {boolean} */ kept) => {
        item.kept = kept;
        item.busy = false;
        this.pump();
      };
      this.#keep.put(act).then(go, () => go(false));
    });
  }

  /**
   * Send acts that were kept on an earlier visit, or by another page; those that wait here already are passed over.
   * @param {Act[]} acts oldest first
   * @param {(act: Act, ack: Ack) => void} done
   */
  restore(acts, done) {
    const here = new Set(this.#items.map((item) => item.act.op));
    const found = acts.filter((act) => !here.has(act.op));
    this.#items.unshift(
      ...found.map((act) => ({ ...waits(act, (ack) => done(act, ack)), free: true, earlier: true })),
    );
    this.#changed();
    this.pump();
  }

  /**
   * Another page of this person had the answer to an act that waits here too; only a form that waits for it is told.
   * @param {string} op
   * @param {Ack} ack
   */
  answered(op, ack) {
    const item = this.#items.find((other) => other.act.op === op);
    if (item) this.#finish(item, item.earlier ? null : ack);
  }

  /**
   * Let an act wait without its form, which may go on with other words.
   * @param {string} op
   * @returns {boolean} false when it is not safe on this device: then its words must stay where they are
   */
  release(op) {
    const item = this.#items.find((other) => other.act.op === op);
    if (!item?.kept) return false;
    item.free = true;
    this.#changed();
    return true;
  }

  /** The acts that wait on this device without a form, oldest first: worth showing as such. */
  get lasting() {
    return this.#items.filter((item) => item.free && item.kept).map((item) => item.act);
  }

  /** Whether something waits that a reload would lose. */
  get atRisk() {
    return this.#items.some((item) => !item.kept);
  }

  /** The connection is back: what could not be sent goes now. */
  resume() {
    this.#wake();
    this.#woken = new Promise((go) => {
      this.#wake = go;
    });
    this.pump();
  }

  /** Send what may go: the first act of every lane. */
  pump() {
    /** @type {Set<string>} */
    const taken = new Set();
    for (const item of this.#items) {
      if (!taken.has(item.lane) && !item.busy) this.#try(item);
      taken.add(item.lane);
    }
  }

  /** @param {Item} item */
  async #try(item) {
    item.busy = true;
    /** @type {Ack | null} */
    let ack = null;
    try {
      ack = await this.#send(item.act);
    } catch (problem) {
      if (!(problem instanceof NotSent)) throw problem;
    }
    if (ack && !LATER.has(ack.code ?? "")) {
      this.#tell(item.act.op, ack);
      this.#finish(item, ack);
      return;
    }
    item.tries += 1;
    item.putOff = ack !== null;
    this.#changed();
    const rest = pause(item.tries, Math.random());
    if (ack) await this.#sleep(Math.max((ack.retry_after ?? 0) * 1000, rest));
    else await Promise.race([this.#sleep(rest), this.#woken]);
    item.busy = false;
    this.pump();
  }

  /**
   * @param {Item} item
   * @param {Ack | null} ack null: somebody else hears it
   */
  #finish(item, ack) {
    if (!this.#items.includes(item)) return;
    this.#items = this.#items.filter((other) => other !== item);
    // Only once whoever waits for the answer had the chance to keep the words elsewhere.
    setTimeout(() => this.#keep.drop(item.act.op));
    this.#changed();
    if (ack) item.done(ack);
    this.pump();
  }
}
