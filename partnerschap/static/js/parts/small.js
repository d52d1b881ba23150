// Small pieces that many regions use: icons, acts of one button, links to the desk.

import { html, nothing } from "../../vendor/lit.js";
import { newOperationId } from "../ids.js";
import { sprite } from "../sprite.js";
import { t } from "../text.js";

/** @typedef {import("../live/store.js").Row} Row */
/** @typedef {import("../reading.js").Reading} Reading */
/** @typedef {import("../../vendor/lit.js").TemplateResult | typeof nothing | string} Piece */

/**
 * What a region is drawn from.
 * @typedef {object} Scene
 * @property {Reading} read
 * @property {string} root what stands before addresses
 * @property {boolean} acts whether joint entries can be acted upon now
 * @property {boolean} ownActs whether own slips can be answered now
 * @property {import("../live/link.js").Presence} presence
 * @property {import("../live/queue.js").Act[]} unsent what is kept on this device and not with the server
 * @property {import("../live/keep.js").Returned[]} returned words that the server did not take
 */

/** One icon of the sprite; decoration, so a word always stands beside it. @param {string} name */
export function icon(name) {
  return html`<svg class="icon" aria-hidden="true" focusable="false"><use href=${`${sprite}#${name}`}></use></svg>`;
}

/**
 * A line with an icon.
 * @param {string} name of the icon
 * @param {unknown} words
 * @param {string} [kind] class
 */
export function note(name, words, kind = "tile__note") {
  return html`<p class=${kind}>${icon(name)}<span>${words}</span></p>`;
}

/**
 * An act that is one button; the same frame as the templates' `tap`, sent by the same listener.
 * @param {Scene} scene
 * @param {string} act
 * @param {string} label
 * @param {Record<string, string>} fields
 * @param {string} [iconName]
 */
export function tap(scene, act, label, fields, iconName = "") {
  return html`<form class="act" method="post" action=${`${scene.root}/kaart/${scene.read.map.id}/doe`} data-do=${act} novalidate>
<input type="hidden" name="op" value=${newOperationId()}><input type="hidden" name="do" value=${act}>${Object.entries(
    fields,
  ).map(([name, value]) => html`<input type="hidden" name=${name} value=${value}>`)}
<button class="button button--plain button--small utrecht-button utrecht-button--subtle" type="submit">${iconName ? icon(iconName) : nothing}<span>${label}</span></button></form>`;
}

/**
 * A link that opens a form about an entry at the desk; without this script it is a page of its own.
 * @param {Scene} scene
 * @param {string} form
 * @param {string} id
 * @param {string} label
 * @param {string} [more] for who does not see what it stands beside
 */
export function opens(scene, form, id, label, more = "") {
  const address = `?stap=${scene.read.atKey}&doe=${form}&bij=${id}#bureau`;
  return html`<a class="button button--plain" href=${address} data-open=${form} data-entry=${id}>${label}${more ? html`<span class="hush">${more}</span>` : nothing}</a>`;
}

/**
 * Somebody's words or name, which may be in any script.
 * @param {string} words
 */
export function said(words) {
  return html`<span dir="auto">${words}</span>`;
}

/** Texts as quotes, with commas between them. @param {string[]} texts */
export function quotes(texts) {
  return texts.map((text, index) => html`${index ? ", " : ""}<q dir="auto">${text}</q>`);
}

/** Who wrote it down for somebody else. @param {Row} entry @param {string} [kind] */
export function helped(entry, kind) {
  if (!entry.helped_by) return nothing;
  const words = t("geschreven door %(name)s", { name: entry.helped_by });
  return note("writing", entry.unconfirmed ? `${words}, ${t("nog niet bevestigd")}` : words, kind);
}
