// The connection of one page to its map: a websocket, or plain HTTP while that is not to be had.

import { io } from "../../vendor/socket.io.js";
import { language } from "../text.js";
import { Plain } from "./plain.js";
import { NotSent } from "./queue.js";
import { isStale, NOTHING, reconnected, withBeat, withChange, withSnapshot } from "./store.js";

/** @typedef {import("./store.js").State} State */
/** @typedef {import("./queue.js").Act} Act */
/** @typedef {import("./queue.js").Ack} Ack */
/** @typedef {{person: string | null, name: string | null, step: string, prompt: string}} Writing */
/** @typedef {{online: string[], writing: Writing[], timer: {ends_at: string | null}, turned: number | null}} Presence */
/** @typedef {"live" | "plain" | "none"} Connection */

const PATIENCE = 8_000;
const BEFORE_PLAIN = 2_500;
/** Beats come every 15 seconds: after one that did not come we ask. */
const SILENCE = 20_000;
const LAST_WORDS = 800;
/** Asking whether something is missing takes the server no time: no answer means that the connection is dead. */
const ALIVE = 4_000;
/** The same when the browser says that there is no network: it may be wrong, and an app on this laptop answers all the same. */
const ALIVE_ALONE = 1_500;

/** @type {Presence} */
export const NOBODY = { online: [], writing: [], timer: { ends_at: null }, turned: null };

export class Link {
  /** @type {State} */
  state = NOTHING;
  /** @type {Presence} */
  presence = NOBODY;
  /** @type {Connection} */
  connection = "none";
  #socket;
  #plain;
  #told;
  #asking = false;
  #gone = false;
  /** Whether it is gone because the whole map was deleted. */
  deleted = false;
  #heardAt = Date.now();

  /**
   * @param {object} parts
   * @param {string} parts.root what stands before every address: "" or a prefix
   * @param {string} parts.map
   * @param {boolean} parts.asWall
   * @param {import("./store.js").Snapshot} [parts.first] the view that the page came with
   * @param {(what: "view" | "presence" | "connection" | "gone") => void} parts.told
   */
  constructor({ root, map, asWall, first, told }) {
    this.#told = told;
    if (first) this.state = withSnapshot(NOTHING, first);
    this.#plain = new Plain({
      address: `${root}/kaart/${encodeURIComponent(map)}`,
      asWall,
      since: () => this.state.seq,
      heard: (answer) => this.#heardPlainly(answer),
      gone: (deleted) => this.#leave(deleted),
    });
    this.#socket = io({
      path: `${root}/socket.io/`,
      transports: ["websocket"],
      query: { kaart: map, als: asWall ? "wand" : "deelnemer", taal: language() },
      reconnectionDelay: 500,
      reconnectionDelayMax: 15_000,
      randomizationFactor: 0.5,
      timeout: PATIENCE,
    });
    this.#listen();
    setTimeout(() => this.#fallBack(), BEFORE_PLAIN);
    setInterval(() => this.#notice(), 5_000);
    for (const event of ["online", "pageshow"]) addEventListener(event, () => this.#hurry());
    document.addEventListener("visibilitychange", () => this.#hurry());
    addEventListener("offline", () => this.#catchUp());
  }

  /**
   * Send an act by the way that is open.
   * @param {Act} act
   * @returns {Promise<Ack>} rejects with `NotSent`
   */
  async send(act) {
    if (this.#socket.connected) {
      try {
        return await this.#emitWithAnswer("act", act, PATIENCE);
      } catch {
        this.#catchUp();
        throw new NotSent("websocket");
      }
    }
    if (this.connection === "plain") return this.#plain.act(act);
    throw new NotSent("offline");
  }

  /** Whether this device may no longer look. */
  get gone() {
    return this.#gone;
  }

  /** @param {{step: string, prompt: string} | null} spot where somebody writes; never what */
  writing(spot) {
    if (this.#socket.connected) this.#socket.volatile.emit("writing", spot);
  }

  /**
   * @param {number | null} minutes
   * @returns {boolean} whether it could be said: only over a websocket
   */
  timer(minutes) {
    if (this.#socket.connected) this.#socket.emit("timer", { minutes });
    return this.#socket.connected;
  }

  /** Turn the wall to its next page of slips. @param {boolean} back or to the one before */
  turn(back) {
    if (this.#socket.connected) this.#socket.emit("turn", { back });
  }

  #listen() {
    const socket = this.#socket;
    socket.on("connect", () => {
      this.#heardAt = Date.now();
      this.state = reconnected(this.state);
      this.#plain.stop();
      this.#is("live");
    });
    socket.on("disconnect", () => this.#lost());
    socket.on("connect_error", () => this.#lost());
    socket.on("snapshot", (snapshot) => this.#now(withSnapshot(this.state, snapshot)));
    socket.on("change", (change) => this.#now(withChange(this.state, change)));
    socket.on("beat", ({ seq }) => this.#now(withBeat(this.state, seq)));
    socket.on("presence", (presence) => {
      this.presence = presence;
      this.#told("presence");
    });
    socket.on("bye", ({ code }) => this.#leave(code === "deleted"));
  }

  /** @param {State} next */
  #now(next) {
    this.#heardAt = Date.now();
    const changed = next.view !== this.state.view;
    this.state = next;
    if (changed) this.#told("view");
    if (isStale(next)) this.#catchUp();
  }

  /** Something may be missing: ask for it, one question at a time. A connection that does not answer is given up. */
  async #catchUp() {
    if (this.#asking || !this.#socket.connected) return;
    this.#asking = true;
    const patience = navigator.onLine === false ? ALIVE_ALONE : ALIVE;
    const [answer, dead] = await this.#emitWithAnswer("catch_up", { since: this.state.seq }, patience).then(
      (found) => [found, false],
      () => [null, true],
    );
    this.#asking = false;
    if (!dead) this.#heardAt = Date.now();
    if (dead && this.#socket.connected) this.#socket.disconnect().connect();
    else if (answer?.view) this.#now(withSnapshot(this.state, answer));
  }

  /**
   * @param {string} event
   * @param {unknown} data
   * @param {number} patience in milliseconds
   * @returns {Promise<any>} rejects when no answer comes in that time, or the connection ends
   */
  #emitWithAnswer(event, data, patience) {
    return new Promise((done, fail) => {
      this.#socket
        .timeout(patience)
        .emit(event, data, (/** @type {Error | null} */ problem, /** @type {any} */ answer) => {
          if (problem) fail(problem);
          else done(answer);
        });
    });
  }

  #lost() {
    const { connected, active } = this.#socket;
    if (this.#gone || (connected && active)) return;
    if (connected) {
      // Refused while it was connected: socket.io leaves it for connected, and does nothing more with it.
      this.#socket.disconnect();
      return;
    }
    if (this.connection === "live") {
      this.presence = NOBODY;
      this.#is("none");
      setTimeout(() => this.#fallBack(), BEFORE_PLAIN);
    }
    // The server closed the door itself: socket.io does not knock again by itself then. Nor may this when it is knocking
    // already: the server refuses a second knock.
    if (!active)
      setTimeout(
        () => this.#gone || this.#socket.active || this.#socket.connect(),
        5_000 * (1 + Math.random()),
      );
  }

  #fallBack() {
    if (!this.#socket.connected && !this.#gone) this.#plain.start();
  }

  /** @param {{seq: number, view: Record<string, any> | null} | null} answer */
  #heardPlainly(answer) {
    if (this.#socket.connected) return;
    this.#is(answer ? "plain" : "none");
    if (answer?.view)
      this.#now(withSnapshot(reconnected(this.state), { seq: answer.seq, view: answer.view }));
  }

  /** A phone that wakes up, or a network that comes back: do not wait for the next try. */
  #hurry() {
    if (document.hidden || this.#gone) return;
    if (this.#socket.connected) this.#catchUp();
    // Not while a try is under way: the server refuses a second knock, and closes.
    else if (this.#socket.io._readyState === "closed") this.#socket.disconnect().connect();
  }

  /** A connection without beats may be dead, whatever the browser thinks of it. */
  #notice() {
    if (Date.now() - this.#heardAt > SILENCE) this.#catchUp();
  }

  /** @param {Connection} connection */
  #is(connection) {
    if (this.connection === connection) return;
    this.connection = connection;
    this.#told("connection");
  }

  /** @param {boolean} deleted */
  #leave(deleted) {
    if (this.#gone) return;
    this.#gone = true;
    this.deleted = deleted;
    this.#plain.stop();
    // The answer to the act by which somebody left may still be on its way.
    setTimeout(() => this.#socket.disconnect(), LAST_WORDS);
    this.#told("gone");
  }
}
