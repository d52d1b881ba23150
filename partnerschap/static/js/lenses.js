// How we work together: notes and marks are sent live, and a spread that is shown appears for everybody.

import { startSheet } from "./sheet.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").News} News */

const TRUST = new Set(["reliability", "networks", "institutions"]);

/**
 * What came to stand there, in one short sentence.
 * @param {News} news
 * @returns {string[]}
 */
function sentences({ before, after, keys }) {
  const mine = new Set(after.get("me/mine") ?? []);
  const found = [];
  if (
    [...keys].some((key) => key.startsWith("spectrum/") && !before.get(key)?.whole && after.get(key)?.whole)
  )
    found.push(t("Je kunt nu zien hoe de antwoorden verdeeld zijn."));
  const fresh = [...keys].filter((key) => key.startsWith("told/") && !before.has(key) && after.has(key));
  if (fresh.some((key) => TRUST.has(after.get(key).kind) && !mine.has(after.get(key).id)))
    found.push(t("Er is iets opgeschreven over vertrouwen."));
  return found;
}

startSheet({
  shows: [
    ...["map", "me", "me/mine", "contract", "terms", "versions"],
    ...["joint/", "own/", "told/", "spectrum/", "me/spectrum/", "step/", "person/"],
  ],
  sentences,
});
