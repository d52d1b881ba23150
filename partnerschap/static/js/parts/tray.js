// What is on this device alone: words that came back to their author, and words that still wait to be sent.

import { html, nothing, repeat } from "../../vendor/lit.js";
import { wordsOf } from "../live/tray.js";
import { nt, t } from "../text.js";
import { note } from "./small.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/queue.js").Act} Act */
/** @typedef {import("../live/keep.js").Returned} Returned */

/** Words of which the parking place, or another step, can still make something. */
const HOLDS = 600;

/** @param {Act} act */
function words(act) {
  return wordsOf(act).map((text) => html`<p class="slip__text" dir="auto">${text}</p>`);
}

/** @param {string} what @param {Act} act @param {string} label @param {string} [kind] */
function button(what, act, label, kind = "plain") {
  const look = kind === "plain" ? "subtle" : "secondary-action";
  return html`<button class=${`button button--${kind} button--small utrecht-button utrecht-button--${look}`} type="button" data-tray=${what} data-op=${act.op}><span>${label}</span></button>`;
}

/** @param {Scene} scene @param {Returned} item */
function returned({ read }, { act, message, later }) {
  // A step that was closed can be open again; the server judges, the page only offers.
  const again = !act.step || read.step(act.step)?.state === "open";
  const [first] = wordsOf(act);
  const step = act.step ? read.step(act.step) : null;
  return html`<li class="slip slip--mine slip--unsent" data-op=${act.op}>${step ? html`<p class="slip__question">${t("Stap %(number)s: %(label)s", { number: step.number, label: step.label })}</p>` : nothing}${words(act)}
${note("lock", message, "slip__note")}
<div class="tile__acts">${again ? button("again", act, t("Verstuur alsnog")) : nothing}
${first.length <= HOLDS && read.map.status === "open" ? button("park", act, t("Zet op de parkeerplek, voor iedereen")) : nothing}
${later ? nothing : button("later", act, t("Bewaar voor later"))}
<details class="fold-away"><summary>${t("Gooi weg")}</summary>${button("drop", act, t("Ja, gooi mijn tekst weg"), "secondary")}</details></div></li>`;
}

/** @param {Scene} scene @param {Returned[]} items */
function list(scene, items) {
  return html`<ul class="slips" role="list">${repeat(
    items,
    ({ act }) => act.op,
    (item) => returned(scene, item),
  )}</ul>`;
}

/** The acts with words that no place of this step shows. @param {Scene} scene */
export function elsewhere({ read, unsent }) {
  return unsent.filter((act) => !(act.do === "write" && act.step === read.atKey) && wordsOf(act).length > 0);
}

/** @param {Scene} scene */
export function isTrayEmpty(scene) {
  return scene.returned.length + elsewhere(scene).length === 0;
}

/** @param {Scene} scene */
export function tray(scene) {
  const now = scene.returned.filter(({ later }) => !later);
  const aside = scene.returned.filter(({ later }) => later);
  const waiting = elsewhere(scene);
  return html`${
    now.length
      ? html`<h3>${t("Teruggekomen bij jou")}</h3><p class="soft">${t("Dit kon niet meer op de kaart. Alleen jij ziet het. Kies wat ermee gebeurt.")}</p>${list(scene, now)}`
      : nothing
  }${
    waiting.length
      ? html`<h3>${t("Nog te versturen")}</h3><ul class="slips" role="list">${repeat(
          waiting,
          (act) => act.op,
          (act) =>
            html`<li class="slip slip--mine slip--unsent" data-op=${act.op}>${words(act)}${note("clock", t("Nog niet verstuurd, wel bewaard"), "slip__note")}</li>`,
        )}</ul>`
      : nothing
  }${
    aside.length
      ? html`<details class="fold-away"><summary>${nt("Voor later bewaard: 1 tekst", "Voor later bewaard: %(num)s teksten", aside.length)}</summary>${list(scene, aside)}</details>`
      : nothing
  }`;
}
