// What was measured: counts, delays, and whether everything came, in order.

/** Quantiles of delays in milliseconds. @param {number[]} delays */
export function quantiles(delays) {
  const sorted = Float64Array.from(delays).sort();
  const at = (/** @type {number} */ part) =>
    sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] : null;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export class Figures {
  on = false;
  changes = 0;
  deliveries = 0;
  lost = 0;
  disordered = 0;
  /** @type {number[]} */
  acks = [];
  /** @type {number[]} */
  broadcasts = [];
  /** When each change was sent: one row per person. @type {Float64Array[]} */
  #sent = [];
  /** The last change that somebody acknowledged. @type {number[]} */
  acknowledged = [];
  /** What each receiver saw last of each sender. @type {Map<number, Map<number, number>>} */
  #seen = new Map();

  /** @param {number} person @param {number} number */
  sent(person, number) {
    this.#sent[person] ??= new Float64Array(400_000);
    this.#sent[person][number] = performance.now();
  }

  /** @param {number} person @param {number} number */
  acked(person, number) {
    this.acknowledged[person] = number;
    if (!this.on) return;
    this.changes += 1;
    this.acks.push(performance.now() - this.#sent[person][number]);
  }

  /** Somebody received a change of somebody else. @param {number} receiver @param {number} sender @param {number} number */
  delivered(receiver, sender, number) {
    if (receiver === sender) return;
    let seen = this.#seen.get(receiver);
    if (!seen) {
      seen = new Map();
      this.#seen.set(receiver, seen);
    }
    const last = seen.get(sender) ?? -1;
    if (number < last) this.disordered += 1;
    if (number <= last) return;
    seen.set(sender, number);
    if (!this.on) return;
    this.deliveries += 1;
    // One in four: the clock and the list are not what is measured.
    if (this.deliveries % 4 === 0) this.broadcasts.push(performance.now() - this.#sent[sender][number]);
  }

  /** After the last change has had time to arrive: what did not? @param {number[][]} tables people at one map */
  count(tables) {
    for (const people of tables)
      for (const receiver of people)
        for (const sender of people) {
          const last = this.acknowledged[sender];
          if (receiver === sender || last === undefined) continue;
          if ((this.#seen.get(receiver)?.get(sender) ?? -1) < last) this.lost += 1;
        }
  }
}
