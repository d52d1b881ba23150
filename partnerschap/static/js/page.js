// One page of a map: what it came with, its connection, and who must hear when something changes.

import { announce } from "./announce.js";
import { awake } from "./awake.js";
import { givenOf } from "./given.js";
import { Keep } from "./live/keep.js";
import { Link } from "./live/link.js";
import { Queue } from "./live/queue.js";
import { differences } from "./live/store.js";
import { Tabs } from "./live/tabs.js";
import { Tray } from "./live/tray.js";
import { Reading } from "./reading.js";

/** @typedef {import("./given.js").Given} Given */
/** @typedef {import("./live/queue.js").Act} Act */
/** @typedef {import("./live/queue.js").Ack} Ack */
/** @typedef {import("./live/store.js").View} View */

/**
 * What listeners get: the view before and now, and the keys that differ.
 * @typedef {{before: View, after: View, keys: Set<string>}} News
 */

export class Page {
  /** @type {((news: News) => void)[]} */
  #onView = [];
  /** @type {(() => void)[]} */
  #onStatus = [];
  /** @type {View} */
  #shown;
  /** The number of the last act of this device that the server took; -1: none yet. */
  acknowledged = -1;

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
    const me = this.#shown.get("me")?.id;
    /** What this person typed and the server does not have yet; null on a screen of nobody. */
    this.keep = me ? new Keep(first.map, me) : null;
    this.queue = new Queue({
      send: (act) => this.#send(act),
      changed: () => this.#status(),
      tell: (op, ack) => this.tabs.answered(op, ack),
      keep: this.keep ?? undefined,
    });
    this.tray = new Tray(
      this.keep,
      () => this.#status(),
      () => this.tabs.returned(),
    );
    this.tabs = new Tabs(`partnerschap/${first.map}/${me ?? ""}`, {
      answered: (op, ack) => this.queue.answered(op, ack),
      returned: () => this.tray.load(),
      left: () => this.bringBack(),
    });
  }

  /** @param {Act} act @returns {Promise<Ack>} */
  async #send(act) {
    const ack = await this.link.send(act);
    if (ack.ok) this.acknowledged = Math.max(this.acknowledged, ack.seq ?? -1);
    return ack;
  }

  /** Send what waits on this device since an earlier visit, or since another page of this person went away. */
  async bringBack() {
    if (!this.keep) return;
    this.queue.restore(await this.keep.acts(), (act, ack) => {
      // A choice has no words to come back with: at least it is said that it did not count.
      if (!ack.ok && !this.tray.take(act, ack)) announce(ack.message ?? "", true);
    });
    await this.tray.load();
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
  const first = givenOf(document);
  return first ? new Page(first) : null;
}
