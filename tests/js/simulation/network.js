// A network between real pages and the real server that delays, drops, doubles and overtakes single messages, cuts
// connections and refuses new ones. Only messages of the application suffer: what keeps a connection up does not.
// To be loaded before the client (`node --import`), which takes what a browser has as it finds it.

import WebSocket from "ws";
import { realTimeout } from "./browser.js";

const LONGEST_DELAY = 60;
const DROPPED = 0.05;
const DOUBLED = 0.06;
/** Socket.IO events and their acknowledgements. */
const OF_THE_APP = /^4[23]/;

/** What was done to messages, over all lines: a run that did nothing shows nothing. */
export const tally = { passed: 0, dropped: 0, doubled: 0, lostAcknowledgements: 0, cuts: 0 };

/**
 * The network as one device has it.
 * @typedef {{address: string, cookie: string, online: boolean, fair: boolean,
 *   dice: ReturnType<typeof import("../chance.js").chance>}} Device
 */

/** The line of one page of a device; it ends with the page. */
export class Line {
  /** @type {Set<SimulatedWebSocket>} */
  sockets = new Set();
  /** @type {string[]} every message that came in */
  heard = [];
  #dead = false;

  /** @param {Device} device */
  constructor(device) {
    this.device = device;
  }

  get open() {
    return this.device.online && !this.#dead;
  }

  /** Break every connection, as a network does that goes away. */
  cut() {
    tally.cuts += this.sockets.size;
    for (const socket of [...this.sockets]) socket.broken();
  }

  /** The page is no more. */
  end() {
    this.#dead = true;
    this.cut();
  }

  /**
   * @param {string} message
   * @param {() => void} deliver
   */
  carry(message, deliver) {
    const { fair, dice } = this.device;
    if (fair || !OF_THE_APP.test(message)) {
      deliver();
      return;
    }
    const luck = dice.below(1000) / 1000;
    if (luck < DROPPED) {
      tally.dropped += 1;
      if (message.startsWith("43")) tally.lostAcknowledgements += 1;
      return;
    }
    tally.passed += 1;
    const times = luck < DROPPED + DOUBLED ? 2 : 1;
    tally.doubled += times - 1;
    for (let time = 0; time < times; time += 1) realTimeout(deliver, dice.below(LONGEST_DELAY));
  }
}

/** @type {Map<string, Line>} by what stands before every address of a page */
export const lines = new Map();

/** @param {URL} asked @returns {{line: Line | undefined, address: string}} without what names the line */
function routed(asked) {
  const [, root, ...rest] = asked.pathname.split("/");
  const line = lines.get(`/${root}`);
  return { line, address: `${line?.device.address ?? ""}/${rest.join("/")}${asked.search}` };
}

/** The part of a browser's WebSocket that the client uses. */
class SimulatedWebSocket {
  /** @type {((event: object) => void) | null} */
  onopen = null;
  /** @type {((event: object) => void) | null} */
  onclose = null;
  /** @type {((event: object) => void) | null} */
  onerror = null;
  /** @type {((event: {data: string}) => void) | null} */
  onmessage = null;
  binaryType = "";
  #real;
  #line;
  #over = false;

  /** @param {string} asked */
  constructor(asked) {
    const { line, address } = routed(new URL(asked));
    if (!line?.open) {
      realTimeout(() => this.#end(), 1);
      return;
    }
    this.#line = line;
    line.sockets.add(this);
    const real = new WebSocket(address.replace("http", "ws"), { headers: { Cookie: line.device.cookie } });
    this.#real = real;
    real.on("open", () => this.onopen?.({}));
    real.on("message", (data) => {
      const message = String(data);
      line.heard.push(message);
      line.carry(message, () => this.#over || this.onmessage?.({ data: message }));
    });
    real.on("error", () => this.onerror?.({}));
    real.on("close", () => this.#end());
  }

  /** @param {string} message */
  send(message) {
    this.#line?.carry(message, () => {
      if (this.#real?.readyState === WebSocket.OPEN) this.#real.send(message);
    });
  }

  close() {
    this.#real?.close();
  }

  broken() {
    this.#real?.terminate();
    this.#end();
  }

  #end() {
    if (this.#over) return;
    this.#over = true;
    this.#line?.sockets.delete(this);
    this.onclose?.({ code: 1006, reason: "" });
  }
}

/**
 * `fetch` over the line that the address names.
 * @param {string} asked
 * @param {RequestInit} [options]
 */
async function simulatedFetch(asked, options = {}) {
  const { line, address } = routed(new URL(asked, "http://pages"));
  if (!line?.open) throw new TypeError("no network");
  return realFetch(address, { ...options, headers: { ...options.headers, Cookie: line.device.cookie } });
}

export const realFetch = globalThis.fetch;
Object.assign(globalThis, { WebSocket: SimulatedWebSocket, fetch: simulatedFetch });
