// Own words: the mirror of `templates/map/_slip.html`.

import { html, nothing, repeat } from "../../vendor/lit.js";
import { t, truncate } from "../text.js";
import { fateWord } from "../words.js";
import { helped, note, opens, said, tap } from "./small.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/store.js").Row} Row */

/** @param {Row} entry */
function words(entry) {
  return html`${entry.question ? html`<p class="slip__question" dir="auto">${entry.question}</p>` : nothing}
<p class="slip__text" dir="auto">${entry.text}</p>
${entry.because ? html`<p class="slip__because" dir="auto"><span class="soft">${t("omdat")}</span> ${entry.because}</p>` : nothing}
${entry.meaning ? html`<p class="slip__because" dir="auto"><span class="soft">${t("Dan zie je:")}</span> ${entry.meaning}</p>` : nothing}`;
}

/** @param {Row | null} fate @param {boolean} acts */
function answer(fate, acts) {
  if (!fate) return acts ? note("circle-dashed", t("nog geen antwoord"), "slip__note") : nothing;
  const why = fate.because ? html`, ${t("omdat:")} ${said(fate.because)}` : nothing;
  const sign = fate.kind === "not_adopted" ? "message-circle" : "check";
  return note(sign, html`${fateWord(fate.kind)}${why}`, "slip__note slip__note--ok");
}

/**
 * A revealed own entry.
 * @param {Scene} scene
 * @param {Row} entry
 * @param {boolean} acts
 */
function open(scene, entry, acts) {
  const fate = scene.read.fate(entry);
  const mine = scene.read.isMine(entry.id);
  return html`<li class=${`slip${mine ? " slip--mine" : ""}`} data-id=${entry.id}>
${words(entry)}${entry.author ? html`<p class="slip__by" dir="auto">${entry.author}</p>` : nothing}
${helped(entry, "slip__note")}${entry.added_later ? note("clock", t("later toegevoegd"), "slip__note") : nothing}
${answer(fate, acts)}
${
  acts
    ? html`<div class="tile__acts">${fate ? nothing : tap(scene, "adopt", t("Neem over zoals het er staat"), { entry: entry.id }, "check")}
${opens(scene, "answer", entry.id, fate ? t("Ander antwoord") : t("Antwoord"), ` ${t("op: %(text)s", { text: truncate(entry.text, 60) })}`)}
${entry.unconfirmed && mine ? tap(scene, "confirm", t("Ja, dit zijn mijn woorden"), { entry: entry.id }) : nothing}</div>`
    : nothing
}</li>`;
}

/**
 * An own entry that only its writer sees.
 * @param {Scene} scene
 * @param {Row} entry
 */
function hidden(scene, entry) {
  const { me } = scene.read;
  const revealed = scene.read.at.revealed;
  const person = (me?.helps ?? []).find((/** @type {Row} */ other) => other.id === entry.person);
  return html`<li class="slip slip--mine" data-id=${entry.id}>
${words(entry)}
${person && entry.person !== me?.id ? note("writing", t("geschreven voor %(name)s", { name: person.name }), "slip__note") : nothing}
${entry.late ? note("lock", t("Dit kwam binnen na het onthullen. Alleen jij ziet het."), "slip__note") : note("check", t("Bewaard"), "slip__note slip__note--ok")}
<div class="tile__acts">${entry.late ? tap(scene, "share", t("Laat het de anderen zien"), { entry: entry.id }) : nothing}
${
  !revealed || entry.late
    ? html`${opens(scene, "edit_own", entry.id, t("Verander"), `: ${truncate(entry.text, 60)}`)}
${tap(scene, "remove", t("Haal weg"), { entry: entry.id })}`
    : nothing
}</div></li>`;
}

/** @param {Scene} scene @param {Row[]} entries @param {boolean} [acts] */
export function openSlips(scene, entries, acts = false) {
  return repeat(
    entries,
    (entry) => entry.id,
    (entry) => open(scene, entry, acts),
  );
}

/** Words that are on this device and not yet with the server. @param {Row} act */
function waiting(act) {
  return html`<li class="slip slip--mine slip--unsent" data-op=${act.op}>
${words(act)}${note("clock", t("Nog niet verstuurd, wel bewaard"), "slip__note")}</li>`;
}

/** @param {Scene} scene @param {Row[]} entries @param {Row[]} [unsent] acts that write one more */
export function privateSlips(scene, entries, unsent = []) {
  return html`${repeat(
    entries,
    (entry) => entry.id,
    (entry) => hidden(scene, entry),
  )}${repeat(unsent, (act) => act.op, waiting)}`;
}
