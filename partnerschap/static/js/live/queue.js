// What people did and the server has not answered yet. Each operation goes with the same id until it is answered.

/** @typedef {{op: string, do: string} & Record<string, any>} Act */
/** @typedef {{ok: boolean, seq?: number, code?: string, about?: string[], message?: string, retry_after?: number}} Ack */
/** @typedef {{act: Act, lane: string, tries: number, busy: boolean, kept: boolean, done: (ack: Ack) => void}} Item */

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

export class Queue {
  /** @type {Item[]} */
  #items = [];
  #send;
  #keep;
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
   * @param {Keep} [parts.keep]
   * @param {(milliseconds: number) => Promise<void>} [parts.sleep]
   */
  constructor({ send, changed = () => {}, keep, sleep }) {
    this.#send = send;
    this.#changed = changed;
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

  /**
   * Keep an act on this device, then send it; the promise is kept when the server has answered, however long that
   * takes.
   * @param {Act} act
   * @returns {Promise<Ack>}
   */
  add(act) {
    return new Promise((done) => {
      const item = { act, lane: laneOf(act), tries: 0, busy: true, kept: false, done };
      this.#items.push(item);
      this.#changed();
      // Written before sending: what the network swallows is still here. What cannot be kept is sent all the same.
      const free = (/** @type {boolean} */ kept) => {
        item.kept = kept;
        item.busy = false;
        this.pump();
      };
      this.#keep.put(act).then(free, () => free(false));
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
      ...found.map((act) => ({
        act,
        lane: laneOf(act),
        tries: 0,
        busy: false,
        kept: true,
        done: (/** @type {Ack} */ ack) => done(act, ack),
      })),
    );
    this.#changed();
    this.pump();
  }

  /**
   * Another page of this person had the answer to an act that waits here too.
   * @param {string} op
   * @param {Ack} ack
   */
  answered(op, ack) {
    const item = this.#items.find((other) => other.act.op === op);
    if (item) this.#finish(item, ack);
  }

  /** The acts that are kept on this device and were tried in vain, oldest first: worth showing as such. */
  get lasting() {
    return this.#items.filter((item) => item.kept && item.tries > 0).map((item) => item.act);
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
      this.#finish(item, ack);
      return;
    }
    item.tries += 1;
    this.#changed();
    const rest = pause(item.tries, Math.random());
    if (ack) await this.#sleep(Math.max((ack.retry_after ?? 0) * 1000, rest));
    else await Promise.race([this.#sleep(rest), this.#woken]);
    item.busy = false;
    this.pump();
  }

  /**
   * @param {Item} item
   * @param {Ack} ack
   */
  #finish(item, ack) {
    if (!this.#items.includes(item)) return;
    this.#items = this.#items.filter((other) => other !== item);
    this.#keep.drop(item.act.op);
    this.#changed();
    item.done(ack);
    this.pump();
  }
}
