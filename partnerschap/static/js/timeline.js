// Scrubbing through the timeline: the range brings in the page of a moment without leaving this one. Without this script
// the links do the same.

import { announce } from "./announce.js";

/** A hand on the range passes many moments: the one where it rests is fetched. */
const RESTS = 150;

const scrub = /** @type {HTMLElement | null} */ (document.querySelector("[data-scrub]"));
const range = /** @type {HTMLInputElement | null} */ (scrub?.querySelector("input"));
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;
/** @type {AbortController | undefined} */
let asking;

/** @param {string} address */
async function bring(address) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, now] = [document, page].map((each) => each.querySelector("[data-moment]"));
    if (!answer.ok || !(old instanceof HTMLElement) || !(now instanceof HTMLElement)) throw new TypeError();
    old.replaceWith(document.adoptNode(now));
    history.replaceState(null, "", address);
    announce(now.dataset.said ?? "", true);
  } catch {
    // Out of reach, or no longer allowed: the address itself says what is the matter.
    if (!signal.aborted) location.assign(address);
  }
}

if (scrub && range) {
  scrub.hidden = false;
  range.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(bring, RESTS, `${location.pathname}?moment=${range.value}`);
  });
}
