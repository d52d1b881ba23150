// A joint entry: the mirror of `templates/map/_tile.html`.

import { html, nothing, repeat } from "../../vendor/lit.js";
import { clock, day, t, truncate } from "../text.js";
import { nameList, statusWord } from "../words.js";
import { alternatives } from "./beside.js";
import { helped, icon, note, opens, quotes, said, tap } from "./small.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/store.js").Row} Row */

/** @param {Row} entry */
function owners(entry) {
  if (!entry.owners?.length) {
    return entry.due ? note("calendar", t("uiterlijk %(date)s", { date: day(entry.due) })) : nothing;
  }
  const who = entry.owners.map((/** @type {Row} */ owner, /** @type {number} */ index) => {
    const answer =
      owner.answer === "refused"
        ? ` (${t("doet het niet")})`
        : owner.answer === "taken"
          ? ""
          : ` (${t("nog geen ja")})`;
    return html`${said(owner.name)}${answer}${index < entry.owners.length - 1 ? ", " : ""}`;
  });
  const when = entry.due ? ` · ${t("uiterlijk %(date)s", { date: day(entry.due) })}` : "";
  const backup = entry.backup ? ` · ${t("anders %(name)s", { name: entry.backup })}` : "";
  return note("user", html`${who}${when}${backup}`);
}

/** @param {Row} entry */
function change(entry) {
  if (!entry.changed) return nothing;
  const at = { time: clock(entry.changed.at), name: entry.changed.by ?? "" };
  const words = entry.changed.by
    ? t("Veranderd door %(name)s, %(time)s uur", at)
    : t("Veranderd, %(time)s uur", at);
  return note("refresh", words, "tile__note tile__note--changed");
}

/** @param {Row} entry */
function respect(entry) {
  if (!entry.respect?.count) return nothing;
  const { names } = entry.respect;
  let words = t("overgenomen uit respect");
  if (names.length === 1) words = t("%(name)s: niet direct mijn belang, wel opgenomen", { name: names[0] });
  else if (names.length) words = t("Overgenomen uit respect door %(names)s", { names: nameList(names) });
  return note("heart-handshake", words);
}

/** @param {Row} entry */
function lineage(entry) {
  if (!entry.from?.length || entry.changed) return nothing;
  const names = { names: nameList(entry.from), name: entry.from[0] };
  let words = t("uit de briefjes van %(names)s", names);
  if (entry.adopted) words = t("zoals %(names)s het schreef", names);
  else if (entry.from.length === 1) words = t("uit het briefje van %(name)s, aangepast", names);
  return note("users", words);
}

/** @param {Row} entry */
function meanings(entry) {
  if (entry.meanings?.length) {
    const many = entry.meanings.length > 1;
    const words = t("Dit woord betekent niet voor iedereen hetzelfde:");
    return html`${many ? note("help-circle", words) : nothing}<ul class=${many ? "tile__meanings" : "stack--tight"} role="list">${entry.meanings.map(
      (/** @type {Row} */ meaning) =>
        html`<li class="tile__because" dir="auto"><span class="soft">${t("Dan zie je:")}</span> ${meaning.text}${meaning.by ? html` <span class="soft">(${meaning.by})</span>` : nothing}</li>`,
    )}</ul>`;
  }
  if (!entry.meaning_asked) return nothing;
  return note("help-circle", t("Iemand vraagt: wat zou je dan zien gebeuren?"));
}

/** @param {Row} entry */
function feasible(entry) {
  if (!entry.feasible?.asked) return nothing;
  const { want, can, circumstances, asked } = entry.feasible;
  return note(
    "list-check",
    t("willen: %(want)s · kunnen: %(can)s · het kan hier: %(circumstances)s (van %(asked)s)", {
      want,
      can,
      circumstances,
      asked,
    }),
  );
}

/** @param {Scene} scene @param {Row} entry the values and conditions that an action is for */
function serves({ read }, entry) {
  const found = (entry.serves ?? []).map((/** @type {string} */ id) => read.entry(id)).filter(Boolean);
  if (!found.length) return nothing;
  return note(
    "flag",
    html`${t("draagt bij aan:")} ${quotes(found.map((/** @type {Row} */ each) => truncate(each.texts[0], 60)))}`,
  );
}

/** @param {string} key what somebody outside answered */
function answerWords(key) {
  if (key === "yes") return t("antwoord: ja");
  return key === "no" ? t("antwoord: nee") : t("antwoord: later");
}

/** @param {Scene} scene @param {Row} entry the answer from outside that counts */
function answer({ read }, entry) {
  const isAnswer = (/** @type {Row} */ told) => told.kind === "answer" && told.about === entry.id;
  const answers = entry.asked_of ? read.all("told/").filter(isAnswer) : [];
  if (!answers.length) return nothing;
  const found = answers.reduce((last, each) => (each.order > last.order ? each : last));
  const said = found.text ? html`: <span dir="auto">${found.text}</span>` : nothing;
  return note("message-circle", html`${answerWords(found.progress)}${said}`);
}

/** @param {Scene} scene @param {Row} entry */
function notes(scene, entry) {
  return html`${owners(entry)}
${entry.asked_of ? note("message-circle", t("gevraagd aan %(name)s", { name: entry.asked_of })) : nothing}
${answer(scene, entry)}
${entry.role ? note("user", t("vanuit de rol van %(role)s", { role: entry.role })) : nothing}
${change(entry)}${respect(entry)}${lineage(entry)}${helped(entry)}${feasible(entry)}${serves(scene, entry)}${meanings(entry)}`;
}

/**
 * What can be done with a joint entry while its step is open.
 * @param {Scene} scene
 * @param {Row} entry
 * @param {Row} me
 */
function buttons(scene, entry, me) {
  const step = scene.read.atKey;
  const id = { entry: entry.id };
  const short = truncate(entry.texts[0], 60);
  const beside = ` ${t("bij: %(text)s", { text: short })}`;
  const asks = (entry.owners ?? []).some(
    (/** @type {Row} */ owner) => owner.person === me.id && owner.answer === "",
  );
  const mine = scene.read.isMine(entry.id);
  // Who leads without a side changes only what they proposed themselves.
  const mayChange = mine || (me.partner && entry.prompt !== "mine");
  const wording = entry.kind === "wording";
  const mayDiffer = wording && !["mine", "others"].includes(entry.prompt);
  const mayAsk = step === "values" && wording;
  const mayConfirm = entry.unconfirmed && mine;
  const more = mayChange || mayDiffer || mayAsk || mayConfirm || (me.partner && step === "actions");
  const respected = entry.respect?.names.includes(me.name);
  return html`<div class="tile__acts">
${asks ? html`${tap(scene, "take", t("Ja, dit doe ik"), id, "check")}${tap(scene, "refuse", t("Nee, dit doe ik niet"), id)}` : nothing}
${mayChange ? opens(scene, "edit", entry.id, t("Verander"), `: ${short}`) : nothing}
${step === "values" && me.partner && wording && !mine && !respected ? tap(scene, "respect", t("Niet direct mijn belang, wel opnemen"), id, "heart-handshake") : nothing}
${
  more
    ? html`<details class="more"><summary class="button button--plain">${t("Meer")}<span class="hush">${beside}</span></summary><div class="more__list">
${mayAsk ? opens(scene, "meaning", entry.id, t("Wat zou je dan zien?")) : nothing}
${step === "actions" && me.partner ? opens(scene, "will_can", entry.id, t("Drie vragen"), beside) : nothing}
${step === "conditions" && mayChange ? opens(scene, "set_status", entry.id, t("Ligt dit vast?")) : nothing}
${mayDiffer ? opens(scene, "differ", entry.id, t("Hier schuurt het"), beside) : nothing}
${mayConfirm ? tap(scene, "confirm", t("Ja, dit zijn mijn woorden"), id) : nothing}
${mayChange ? opens(scene, "remove", entry.id, t("Haal weg"), `: ${short}`) : nothing}
</div></details>`
    : nothing
}</div>`;
}

/** @param {Scene} scene @param {Row} entry */
function texts(scene, entry) {
  if (entry.kind === "difference") {
    return html`<p class="tile__rub">${icon("arrows-split-2")}<span>${t("Hier schuurt het")}</span></p>
<div class="tile__sides">${entry.texts.map((/** @type {string} */ text) => html`<p class="tile__text" dir="auto">${text}</p>`)}</div>`;
  }
  const runs = scene.read.words(entry);
  return html`<p class="tile__text" dir="auto">${runs.map((run) => (run.changed ? html`<mark class="tile__changed">${run.words}</mark>` : run.words))}</p>`;
}

/**
 * @param {Scene} scene
 * @param {Row} entry
 * @param {boolean} [acts]
 */
export function tile(scene, entry, acts = false) {
  const { me } = scene.read;
  return html`<li class=${`tile${entry.kind === "difference" ? " tile--differ" : ""}`} data-id=${entry.id} id=${`tekst-${entry.id}`}>
${entry.question ? html`<p class="tile__question" dir="auto">${entry.question}</p>` : nothing}${texts(scene, entry)}
${entry.because ? html`<p class="tile__because" dir="auto"><span class="soft">${t("omdat")}</span> ${entry.because}</p>` : nothing}
${entry.status ? html`<p class="tile__note"><span class="tile__status">${statusWord(entry.status)}</span></p>` : nothing}
${notes(scene, entry)}${alternatives(scene, entry, acts && Boolean(me), entry.texts[0])}${acts && me ? buttons(scene, entry, me) : nothing}</li>`;
}

/**
 * @param {Scene} scene
 * @param {Row[]} entries
 * @param {boolean} [acts]
 */
export function tiles(scene, entries, acts = false) {
  return repeat(
    entries,
    (entry) => entry.id,
    (entry) => tile(scene, entry, acts),
  );
}

/** Room that is still free; decoration. @param {number} count */
export function places(count) {
  if (!count) return nothing;
  return html`<div class="places" aria-hidden="true">${Array.from({ length: count }, () => html`<span class="place"></span>`)}</div>`;
}
