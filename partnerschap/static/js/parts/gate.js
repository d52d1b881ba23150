// A gate as a bridge of three planks, each with its sentence; and the stances once they may be seen.

import { html, nothing, repeat } from "../../vendor/lit.js";
import { nt, t, truncate } from "../text.js";
import { nameList, shutWord, stanceWord } from "../words.js";
import { icon, note, opens, said } from "./small.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/store.js").Row} Row */
/** @typedef {import("../reading.js").Reading} Reading */

const SUNK =
  "M4 26c0-6 4-8 10-8h46c9 0 15 2 13 8-2 8 3 14 0 24-2 10 4 14 1 24-3 12 4 20 0 28-2 8 4 18 0 24-1 5-8 5-14 5H14c-6 0-10-2-10-8z";
const DRY =
  "M164 17c14 2 30 0 46 0 10 0 14 3 14 12v90c0 9-4 12-14 12h-46c-10 0-10-4-8-12 2-12-4-16-2-28 2-10-3-16-1-26 2-12-3-18-2-28-1-8-5-20 5-20z";

/** @param {Row} gate @param {number} from */
function drawing(gate, from) {
  const rects = gate.list.map((/** @type {Row} */ plank, /** @type {number} */ index) => ({
    laid: plank.laid,
    y: 38 + 28 * index,
  }));
  // The planks come from a fixed set of three, so the drawing is one template.
  const plank = (/** @type {{laid: boolean}} */ each) =>
    `bridge__plank${each.laid ? " bridge__plank--laid" : ""}`;
  const x = (/** @type {{laid: boolean}} */ each) => (each.laid ? 56 : 62);
  const width = (/** @type {{laid: boolean}} */ each) => (each.laid ? 114 : 104);
  const height = (/** @type {{laid: boolean}} */ each) => (each.laid ? 17 : 15);
  const [one, two, three] = rects;
  const to = from < 5 ? String(from + 1) : "";
  return html`<svg class="bridge" viewBox="0 0 228 150" aria-hidden="true" focusable="false"><path class="bridge__wave" d="M95 72c6-6 11-5 15 0s9 5 16 0"/><path class=${to ? "bridge__sunk" : "bridge__none"} d=${to ? SUNK : ""}/><text class="bridge__number bridge__number--sunk" x="26" y="84">${to}</text><path class=${`bridge__dry of-${from}`} d=${DRY}/><text class="bridge__number" x="195" y="84" text-anchor="middle">${from}</text><rect class=${plank(one)} x=${x(one)} y=${one.y} width=${width(one)} height=${height(one)} rx="2"/><rect class=${plank(two)} x=${x(two)} y=${two.y} width=${width(two)} height=${height(two)} rx="2"/><rect class=${plank(three)} x=${x(three)} y=${three.y} width=${width(three)} height=${height(three)} rx="2"/></svg>`;
}

/** @param {string} words */
function head(words) {
  return html`<p class="reason__head">${words}</p>`;
}

/** So many names can be read at a glance. */
const FEW = 6;
/** And so many quotes. */
const QUOTED = 3;

/** @param {Row} plank @param {Reading} read */
function sides(plank, read) {
  const team = read.map.kind === "team";
  if (plank.state === "yes") {
    const who = read.consenting.map((stance) => stance.name).filter(Boolean);
    const names = who.length && who.length <= FEW ? html`<p class="soft">${nameList(who)}</p>` : nothing;
    return html`${head(team ? t("Iemand stemt in") : t("Beide kanten stemmen in"))}${names}`;
  }
  if (plank.state === "unknown") {
    return html`${head(t("Wie instemt, blijft nog dicht"))}<p class="soft">${t("Dat zien jullie als iedereen gekozen heeft.")}</p>`;
  }
  return head(team ? t("Nog niemand stemt in") : t("Nog niet beide kanten stemmen in"));
}

/** @param {Row} plank @param {Row} gate */
function everyone(plank, gate) {
  if (plank.state === "yes") return head(t("Iedereen heeft gekozen"));
  const chosen = /** @type {Row[]} */ (gate.chosen ?? []);
  const stale = chosen.filter((each) => !each.current && each.name).map((each) => each.name);
  const before = { names: nameList(stale) };
  const waits = plank.shut_by
    .map((/** @type {Row} */ why) => why.people.filter((/** @type {string} */ name) => !stale.includes(name)))
    .filter((/** @type {string[]} */ names) => names.length);
  return html`${head(t("Nog niet iedereen heeft gekozen"))}
${stale.length ? html`<p class="soft">${nt("%(names)s koos bij een eerdere tekst", "%(names)s kozen bij een eerdere tekst", stale.length, before)}</p>` : nothing}
${waits.map((/** @type {string[]} */ names) => html`<p class="soft">${t("Wacht op %(names)s", { names: nameList(names) })}</p>`)}`;
}

/**
 * What keeps a gate shut, with the words of those who ask for something.
 * @param {Row} why
 * @param {Reading} read
 */
function shut(why, read) {
  const kind = why.code === "proviso" ? "proviso" : why.code === "objection" ? "object" : "";
  const open = read.stancesOf().filter((stance) => stance.open && stance.kind === kind);
  const quote = (/** @type {Row} */ stance) =>
    html`<p class="soft" dir="auto">${stance.name ? `${stance.name}: ` : ""}“${truncate(stance.because, 90)}”</p>`;
  const names = why.people?.length ? html`<p class="soft">${nameList(why.people)}</p>` : nothing;
  const more = open.length - QUOTED;
  return html`${head(shutWord(why))}${open.length ? open.slice(0, QUOTED).map(quote) : names}
${more > 0 ? html`<p class="soft">${t("en nog %(number)s", { number: more })}</p>` : nothing}`;
}

/** @param {Row} plank @param {Reading} read */
function rest(plank, read) {
  if (plank.state === "yes") return head(t("Er staat niets meer open"));
  if (!plank.shut_by.length) {
    return head(
      plank.state === "unknown"
        ? t("Of er nog iets openstaat, zie je als iedereen gekozen heeft")
        : t("Er staat nog iets open"),
    );
  }
  return plank.shut_by.map((/** @type {Row} */ why) => shut(why, read));
}

/** @param {Row} gate @param {Reading} read */
function reasons(gate, read) {
  const sentence = (/** @type {Row} */ plank) => {
    if (plank.key === "sides") return sides(plank, read);
    return plank.key === "everyone" ? everyone(plank, gate) : rest(plank, read);
  };
  return html`<ul class="reasons" role="list">${gate.list.map(
    (/** @type {Row} */ plank) =>
      html`<li class=${`reason reason--${plank.key}`}>${icon(plank.state === "yes" ? "check" : "circle-dashed")}<div>${sentence(plank)}</div></li>`,
  )}</ul>`;
}

/** @param {Row} gate @param {number} first @param {number} last the steps behind it */
function gateTitle(gate, first, last) {
  if (first === last)
    return gate.open
      ? t("Poort %(number)s is open", { number: last })
      : t("Poort %(number)s is nog dicht", { number: last });
  return gate.open
    ? t("De poort van stap %(first)s tot en met %(last)s is open", { first, last })
    : t("De poort van stap %(first)s tot en met %(last)s is nog dicht", { first, last });
}

/** @param {Scene} scene @param {2 | 3} [level] */
export function gateCard({ read }, level = 3) {
  const gate = read.gate();
  const group = gate.steps ?? [read.atKey];
  const last = read.step(group[group.length - 1]).number;
  const { override } = read.step(group[0]);
  const title = gateTitle(gate, read.step(group[0]).number, last);
  return html`${level === 2 ? html`<h2 class="gate__title">${title}</h2>` : html`<h3 class="gate__title">${title}</h3>`}
<div class="gate__body">${drawing(gate, last)}${reasons(gate, read)}</div>
${override ? html`<p class="says gate__override">${icon("flag")}<span><b>${t("geopend met een reden")}</b>: ${said(override.reason)}${override.by ? ` (${override.by})` : ""}</span></p>` : nothing}`;
}

/** The stances, once they may be seen: words only, one neutral style. @param {Scene} scene */
export function stances(scene) {
  const { read } = scene;
  const line = (/** @type {Row} */ stance) => {
    const about = stance.current ? nothing : html` <span class="soft">(${t("bij een eerdere tekst")})</span>`;
    const waits = stance.kind === "proviso" ? t("wacht op antwoord") : t("staat open");
    const asks = ["proviso", "object"].includes(stance.kind) && read.me && stance.person !== read.me.id;
    const to = ` ${t("aan %(name)s", { name: stance.name || t("iemand") })}`;
    return html`<li class="stance-line" data-id=${stance.id}><p><b dir="auto">${stance.name || t("Iemand")}</b>: ${stanceWord(stance.kind)}${about}${stance.open ? html` <span class="soft">(${waits})</span>` : nothing}</p>
${stance.because ? html`<p class="tile__because" dir="auto">${stance.because}</p>` : nothing}
${stance.replies.map((/** @type {Row} */ reply) => note("message-circle", html`${said(reply.text)}${reply.by ? ` (${reply.by})` : ""}`))}
${asks ? html`<div class="tile__acts">${opens(scene, "reply", stance.id, t("Geef antwoord"), to)}</div>` : nothing}</li>`;
  };
  return html`<h3>${t("Wat ieder koos")}</h3><ul class="stack--tight" role="list">${repeat(read.stancesOf(), (stance) => stance.id, line)}</ul>`;
}

/** That the text changed since one's own stance. @param {Scene} scene */
export function stale({ read }) {
  const last = read.myStance();
  if (!last || last.current) return nothing;
  const changed =
    last.kind === "object"
      ? t("De tekst is veranderd sinds jouw bezwaar.")
      : t("De tekst is veranderd sinds jij instemde.");
  return html`<div class="notice">${icon("history")}<p><b>${changed}</b> ${t("Jij koos toen: %(choice)s.", { choice: stanceWord(last.kind) })} ${t("Kies opnieuw.")}</p></div>`;
}
