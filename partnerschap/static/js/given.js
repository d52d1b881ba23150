// What a page came with (`templates/map/_live.html`), whether it is on screen or was just fetched.

/** @typedef {import("./live/store.js").Row} Row */

/**
 * @typedef {object} Given
 * @property {string} map
 * @property {"map" | "desk" | "wall" | "contract" | "review" | "lenses" | "followup"} screen
 * @property {string} root what stands before addresses
 * @property {string} at the step on screen, "" where the page shows none
 * @property {number} seq the number that the page is about; -1 where it does not say
 * @property {Record<string, any>} view
 * @property {Row} instrument
 * @property {boolean} [shell] whether it came without words, for want of network
 */

/**
 * @param {Document} page
 * @returns {Given | null} null where the page has nothing to start from
 */
export function givenOf(page) {
  const data = page.getElementById("kaart-nu")?.textContent;
  return data ? { at: "", seq: -1, view: {}, instrument: { steps: [] }, ...JSON.parse(data) } : null;
}
