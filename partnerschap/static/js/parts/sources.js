// Out of whose slips a joint text comes: the choice inside a form, which keeps what was ticked while slips come in.

import { html, nothing, repeat } from "../../vendor/lit.js";
import { t } from "../text.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/store.js").Row} Row */

/**
 * @param {Scene} scene
 * @param {string} prompt
 * @param {string} topic
 * @param {Row[]} own
 */
export function sources(scene, prompt, topic, own) {
  const step = scene.read.at;
  const owner = step.prompts.find((/** @type {Row} */ each) => each.key === prompt)?.owner;
  if (!own.length || owner === "person") return nothing;
  const id = `note-${prompt}${topic ? `-${topic}` : ""}-from`;
  const box = (/** @type {Row} */ entry) => html`<div class="choice">
<input class="choice__input utrecht-radio-button" type="checkbox" name="from" id=${`${id}-${entry.id}`} value=${entry.id}>
<label class="choice__box utrecht-form-label" for=${`${id}-${entry.id}`}><span><span class="choice__label">${entry.text}</span>${entry.author ? html`<span class="choice__hint">${entry.author}</span>` : nothing}<span class="choice__word">${t("gekozen")}</span></span></label></div>`;
  return html`<fieldset class="choices utrecht-form-fieldset" id=${id} tabindex="-1">
<legend class="choices__legend utrecht-form-fieldset__legend">${t("Uit welke briefjes komt dit?")} <span class="field__may">${t("(mag leeg blijven)")}</span></legend>
<div class="choices__list">${repeat(own, (entry) => entry.id, box)}</div></fieldset>`;
}
