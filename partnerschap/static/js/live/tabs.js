// The other pages of one person on one map in this browser: which are there, and what they heard from the server.

import { newEntryId } from "../ids.js";

/** @typedef {import("./queue.js").Ack} Ack */
/**
 * @typedef {{kind: "who"} | {kind: "here", tab: string} | {kind: "answered", op: string, ack: Ack}
 *   | {kind: "returned"} | {kind: "left"}} Message
 */

const NAME = "partnerschap.bladzij";
const PATIENCE = 200;

/** The name of this tab, which a reload keeps and a new tab does not have. */
function rememberedName() {
  try {
    return sessionStorage.getItem(NAME) || remember(newEntryId());
  } catch {
    return newEntryId();
  }
}

/** @param {string} name */
function remember(name) {
  try {
    sessionStorage.setItem(NAME, name);
  } catch {
    // Then a reload gets another name, and takes over what this one kept.
  }
  return name;
}

/**
 * Any page may send what is kept: an operation that the server has seen gets its earlier answer, so nothing has to
 * be locked. An old browser without BroadcastChannel finds the same answers by asking the server itself.
 */
export class Tabs {
  id = rememberedName();
  #channel;
  /** @type {((tab: string) => void) | null} */
  #hears = null;

  /**
   * @param {string} name of the person on the map
   * @param {object} told
   * @param {(op: string, ack: Ack) => void} told.answered another page had this answer
   * @param {() => void} told.returned another page changed what came back
   * @param {() => void} told.left another page went away; what it kept may wait to be sent
   */
  constructor(name, { answered, returned, left }) {
    this.#channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
    this.#channel?.addEventListener("message", ({ data }) => {
      const message = /** @type {Message} */ (data);
      if (message.kind === "who") this.#say({ kind: "here", tab: this.id });
      else if (message.kind === "here") this.#hears?.(message.tab);
      else if (message.kind === "answered") answered(message.op, message.ack);
      else if (message.kind === "returned") returned();
      else left();
    });
    globalThis.addEventListener?.("pagehide", () => this.#say({ kind: "left" }));
  }

  /** @param {string} op @param {Ack} ack */
  answered(op, ack) {
    this.#say({ kind: "answered", op, ack });
  }

  /** What came back is another than before. */
  returned() {
    this.#say({ kind: "returned" });
  }

  /**
   * Ask who is there; a tab that was duplicated finds that its name is taken and gets another.
   * @returns {Promise<Set<string>>} the other tabs
   */
  async others() {
    /** @type {Set<string>} */
    const found = new Set();
    if (!this.#channel) return found;
    this.#hears = (tab) => found.add(tab);
    this.#say({ kind: "who" });
    await new Promise((go) => setTimeout(go, PATIENCE));
    this.#hears = null;
    if (found.has(this.id)) this.id = remember(newEntryId());
    return found;
  }

  /** No more messages: the page is done with the map. */
  close() {
    this.#channel?.close();
    this.#channel = null;
  }

  /** @param {Message} message */
  #say(message) {
    this.#channel?.postMessage(message);
  }
}
