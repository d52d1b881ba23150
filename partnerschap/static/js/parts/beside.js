// What stands beside the joint words: the mirror of `templates/map/_beside.html`.

import { html, nothing } from "../../vendor/lit.js";
import { clock, t } from "../text.js";
import { note, quotes, tap } from "./small.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/store.js").Row} Row */

/**
 * Wordings between which people choose.
 * @param {Scene} scene
 * @param {Row} entry
 * @param {boolean} acts whether one can choose now
 * @param {string} base what the words say now, which a choice replaces
 */
export function alternatives(scene, entry, acts, base) {
  if (!entry.alternatives?.length) return nothing;
  return html`<div class="atonce">${note("arrows-split-2", t("Dit is tegelijk veranderd. Welke tekst nemen jullie?"), "tile__note tile__note--changed")}
<ul class="atonce__texts" role="list">${entry.alternatives.map(
    (/** @type {Row} */ other) =>
      html`<li><p class="tile__text" dir="auto">${other.text}</p>${other.by ? html`<p class="tile__note"><span>${t("van %(name)s", { name: other.by })}</span></p>` : nothing}
${acts ? choices(scene, entry, other, base) : nothing}</li>`,
  )}</ul></div>`;
}

/** @param {Scene} scene @param {Row} entry @param {Row} other @param {string} base */
function choices(scene, entry, other, base) {
  const what = { entry: entry.id, text: other.text };
  return html`<div class="tile__acts">${entry.kind === "wording" ? tap(scene, "edit", t("Neem deze tekst"), { ...what, base }) : nothing}${tap(scene, "drop_alternative", t("Laat deze los"), what)}</div>`;
}

/** What was taken away at a place, and by whom. @param {Scene} scene @param {Row[]} entries */
export function gone(scene, entries) {
  return entries.map((entry) => {
    const at = { time: clock(entry.at), name: entry.by ?? "" };
    const words = entry.by
      ? t("Weggehaald door %(name)s, %(time)s uur:", at)
      : t("Weggehaald, %(time)s uur:", at);
    return html`<li class="gone" data-id=${entry.id}>${note("x", html`${words} ${quotes(entry.texts)}`)}${alternatives(scene, entry, scene.acts, "")}</li>`;
  });
}
