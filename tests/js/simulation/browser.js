// What a page expects around it, as far as the client without its screen needs it. Import this before anything else.

import "fake-indexeddb/auto";
import "../channels.js";

export const realTimeout = globalThis.setTimeout;
/** The client's patience, in which a lost answer is noticed, goes so many times as fast. */
const FASTER = 10;
/** What waits longer is about a connection that stays silent, which here none does. */
const LONG = 20_000;

/** @param {typeof globalThis.setTimeout} real */
function hastened(real) {
  return (/** @type {(...given: any[]) => void} */ work, wait = 0, /** @type {any[]} */ ...given) =>
    real(work, wait < LONG ? wait / FASTER : wait, ...given);
}

/** The token that a page came with, for what goes by plain HTTP. */
export const page = { token: "" };

// Some versions of Node have one that cannot be assigned.
Object.defineProperty(globalThis, "navigator", { value: { onLine: true } });

Object.assign(globalThis, {
  document: {
    addEventListener() {},
    documentElement: { lang: "nl" },
    hidden: false,
    querySelector: (/** @type {string} */ asked) =>
      asked.includes("csrf") ? { getAttribute: () => page.token } : null,
  },
  addEventListener() {},
  location: { protocol: "http:", host: "pages", hostname: "pages", port: "" },
  setTimeout: hastened(globalThis.setTimeout),
  setInterval: hastened(/** @type {any} */ (globalThis.setInterval)),
});
