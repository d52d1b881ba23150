// A page is read before it is alive: what the server drew comes on the screen, and only then scripts go to work.

/** So long a page waits that is in the background, and is not shown at all. */
const UNSEEN = 200;

/** Until the page, as it is now, is on the screen. @returns {Promise<void>} */
export function shown() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, UNSEEN);
  });
}
