// One page of a map: what it came with, its connection, and who must hear when something changes.

import { awake } from "./awake.js";
import { Link } from "./live/link.js";
import { Queue } from "./live/queue.js";
import { differences } from "./live/store.js";
import { Reading } from "./reading.js";

/** @typedef {import("./live/store.js").Row} Row */
/** @typedef {import("./live/store.js").View} View */

/**
 * What the page came with (`templates/map/_live.html`).
 * @typedef {object} Given
 * @property {string} map
 * @property {"map" | "desk" | "wall" | "contract"} screen
 * @property {string} root what stands before addresses
 * @property {string} at the step on screen
 * @property {number} seq
 * @property {Record<string, any>} view
 * @property {Row} instrument
 */

/**
 * What listeners get: the view before and now, and the keys that differ.
 * @typedef {{before: View, after: View, keys: Set<string>}} News
 */

/** @returns {Given | null} */
function given() {
  const data = document.getElementById("kaart-nu")?.textContent;
  return data ? { at: "", seq: -1, view: {}, instrument: { steps: [] }, ...JSON.parse(data) } : null;
}

export class Page {
  /** @type {((news: News) => void)[]} */
  #onView = [];
  /** @type {(() => void)[]} */
  #onStatus = [];
  /** @type {View} */
  #shown;

  /** @param {Given} first */
  constructor(first) {
    this.given = first;
    this.at = first.at;
    this.link = new Link({
      root: first.root,
      map: first.map,
      asWall: first.screen === "wall",
      first: first.seq >= 0 ? { seq: first.seq, view: first.view } : undefined,
      told: (what) => this.#told(what),
    });
    this.#shown = this.link.state.seq >= 0 ? this.link.state.view : new Map(Object.entries(first.view));
    this.queue = new Queue({ send: (act) => this.link.send(act), changed: () => this.#status() });
  }

  /** The view on screen. */
  get view() {
    return this.#shown;
  }

  /** The map as it is on screen now. */
  get read() {
    return new Reading(this.#shown, this.given.instrument, this.at);
  }

  /** @param {(news: News) => void} listener */
  onView(listener) {
    this.#onView.push(listener);
  }

  /** Called when the connection, the queue or who is there changed. @param {() => void} listener */
  onStatus(listener) {
    this.#onStatus.push(listener);
  }

  /** @param {"view" | "presence" | "connection" | "gone"} what */
  #told(what) {
    if (what === "connection" && this.link.connection !== "none") this.queue.resume();
    if (what === "view") this.#changed();
    else this.#status();
  }

  #changed() {
    const before = this.#shown;
    const after = this.link.state.view;
    const keys = differences(before, after);
    this.#shown = after;
    if (keys.size) for (const listener of this.#onView) listener({ before, after, keys });
  }

  #status() {
    for (const listener of this.#onStatus) listener();
  }
}

/**
 * Start a map page: words first, then the connection. Null where the page has nothing to start from.
 * @returns {Promise<Page | null>}
 */
export async function startPage() {
  await awake();
  const first = given();
  return first ? new Page(first) : null;
}
