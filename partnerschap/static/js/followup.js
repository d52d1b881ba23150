// Between meetings: notes are sent live and kept until they are; what others tell is brought in around the fields.

import { startSheet } from "./sheet.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").News} News */

/**
 * What others told, in one short sentence.
 * @param {News} news
 * @returns {string[]}
 */
function sentences({ before, after, keys }) {
  const mine = new Set(after.get("me/mine") ?? []);
  const fresh = [...keys].filter(
    (key) => key.startsWith("told/") && !before.has(key) && after.has(key) && !mine.has(after.get(key).id),
  );
  if (fresh.some((key) => after.get(key).kind === "answer")) return [t("Er kwam een antwoord van buiten.")];
  return fresh.length ? [t("Er is iets verteld.")] : [];
}

startSheet({
  shows: ["map", "me", "me/mine", "contract", "terms", "versions", "joint/", "removed/", "told/", "person/"],
  sentences,
});
