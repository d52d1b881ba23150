// What every page with scripts does first: say that scripts run, and get the words of its language.

import { language, loadCatalogue } from "./text.js";

export async function awake() {
  document.documentElement.classList.replace("no-js", "js");
  await loadCatalogue(language());
}

/** So long a page waits that is in the background, and is not shown at all. */
const UNSEEN = 200;

/**
 * Until the page is shown as it came, which it can be read from: a slow phone is busy with starting for longer than that.
 * @returns {Promise<void>}
 */
export function shown() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, UNSEEN);
  });
}
