// Scrubbing through the timeline: the range brings in the page of a moment without leaving this one. Without this script
// the links do the same.

import { announce } from "./announce.js";
import { Refresher } from "./live/refresh.js";
import "./start.js";

/** A hand on the range passes many moments: not every one of them is fetched. */
const PASSES = 150;

const scrub = /** @type {HTMLElement | null} */ (document.querySelector("[data-scrub]"));
const range = /** @type {HTMLInputElement | null} */ (scrub?.querySelector("input"));

if (scrub && range) {
  const refresher = new Refresher({
    after() {
      announce(document.querySelector("[data-said]")?.getAttribute("data-said") ?? "", true);
    },
  });
  scrub.hidden = false;
  scrub.dataset.mounted = ""; // a page that is brought in leaves it as the hand has it
  range.addEventListener("input", () => {
    history.replaceState(null, "", `${location.pathname}?moment=${range.value}`);
    refresher.within(PASSES);
  });
}
