// The map by plain HTTP, where websockets are blocked: acts by POST, what is new by asking every two seconds.

import { NotSent } from "./queue.js";

/** @typedef {import("./queue.js").Act} Act */
/** @typedef {import("./queue.js").Ack} Ack */

const ASK_EVERY = 2_000;
const PATIENCE = 10_000;
const DELETED = "deleted";
/** What the server itself says of a seat that is gone. Whatever else stands between may refuse too, and knows nothing of it. */
const GONE = new Set(["not_joined", DELETED]);

/** The token that forms carry; a page that was refreshed has a new one. */
function token() {
  const meta = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content");
  const field = document.querySelector('input[name="csrf_token"]')?.getAttribute("value");
  return meta || field || "";
}

/** @typedef {{status: number, ok: boolean, text: string}} Answer */

/**
 * `fetch` that gives up after a while, also on an answer that stops halfway.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<Answer>} rejects with `NotSent` when not all of it came back
 */
export async function ask(address, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options, signal: stop.signal });
    return { status: answer.status, ok: answer.ok, text: await answer.text() };
  } catch {
    throw new NotSent(address);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What an answer says; null where it is not one of ours.
 * @param {Answer} answer
 * @returns {any}
 */
function said({ text }) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export class Plain {
  #address;
  #asWall;
  #since;
  #heard;
  #gone;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #running = false;

  /**
   * @param {object} parts
   * @param {string} parts.address of the map: /kaart/<id>
   * @param {boolean} parts.asWall
   * @param {() => number} parts.since the number that the view has now
   * @param {(answer: {seq: number, view: Record<string, any> | null} | null) => void} parts.heard null: no answer
   * @param {(deleted: boolean) => void} parts.gone
   */
  constructor({ address, asWall, since, heard, gone }) {
    this.#address = address;
    this.#asWall = asWall;
    this.#since = since;
    this.#heard = heard;
    this.#gone = gone;
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#ask();
    });
  }

  /** Whether it asks regularly now. */
  get running() {
    return this.#running;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#ask();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /**
   * @param {Act} act
   * @returns {Promise<Ack>}
   */
  async act(act) {
    const answer = await ask(`${this.#address}/doe`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(act),
    });
    if (answer.status === 502 || answer.status === 504) throw new NotSent(String(answer.status));
    const ack = said(answer);
    if (!ack) throw new NotSent(String(answer.status));
    return ack;
  }

  /** Ask what is new, now and then again; a hidden page does not ask. */
  async #ask() {
    clearTimeout(this.#timer);
    if (!this.#running || document.hidden) return;
    try {
      const query = this.#asWall ? "?als=wand" : "";
      const answer = await ask(`${this.#address}/sinds/${this.#since()}${query}`, {
        headers: { Accept: "application/json" },
      });
      const found = said(answer);
      if (GONE.has(found?.code)) return this.#gone(found.code === DELETED);
      if (this.#running) this.#heard(answer.ok ? found : null);
    } catch {
      this.#heard(null);
    }
    clearTimeout(this.#timer);
    if (this.#running) this.#timer = setTimeout(() => this.#ask(), ASK_EVERY * (0.9 + 0.2 * Math.random()));
  }
}
