// Terms, the text to sign, and the contract: pages that follow who signed. Their forms are plain forms.

import { startSheet } from "./sheet.js";
import { mountSignature } from "./signature.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").News} News */
/** @typedef {import("./live/store.js").Row} Row */

/**
 * What others did with the contract, in one short sentence each.
 * @param {News} news
 * @returns {string[]}
 */
function sentences({ before, after }) {
  const [was, now] = [before.get("contract"), after.get("contract")];
  if (now && now.hash !== was?.hash) return [t("De tekst van het contract staat vast.")];
  if (was && !now) return [t("De tekst is heropend. Alle handtekeningen vervallen.")];
  if (!now) return [];
  const known = new Set([...was.signed, ...was.declined].map((/** @type {Row} */ each) => each.person));
  const fresh = (/** @type {Row[]} */ rows) => rows.filter((row) => !known.has(row.person));
  return [
    ...fresh(now.signed).map(({ name }) => t("%(name)s heeft ondertekend.", { name })),
    ...fresh(now.declined).map(({ name }) => t("%(name)s ondertekent niet.", { name })),
    ...(now.status !== was.status ? [t("Deze versie is af.")] : []),
  ];
}

startSheet({
  shows: ["contract", "terms", "versions", "map", "me"],
  sentences,
  arrange: mountSignature,
  leads(act) {
    // Both lead to the contract: it is what comes next.
    if (act.do !== "freeze" && act.do !== "seal") return false;
    location.assign("contract");
    return true;
  },
});
