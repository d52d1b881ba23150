// What stands around the work: mini-map, phases, people, parking place, open points, limits, tasks, spread.

import { html, nothing } from "../../vendor/lit.js";
import { nt, t, truncate } from "../text.js";
import { nameList, phaseWord, pointWord, promptText, responsibilityWord, rungs, soft } from "../words.js";
import { icon, quotes } from "./small.js";
import { places, tiles } from "./tile.js";

/** @typedef {import("./small.js").Scene} Scene */
/** @typedef {import("../live/store.js").Row} Row */

/** A name in the line of who is there, in px of the wall: its edges, a letter, a word behind it. */
const NAME = { edges: 62, letter: 15, word: 120 };

/** @param {Scene} scene */
export function minimap({ read }) {
  const link = (/** @type {Row} */ step) => {
    let state = "";
    if (step.key === read.focusKey) state = `, ${t("hier zijn we")}`;
    else if (step.state === "ahead") state = `, ${t("komt nog")}`;
    else if (step.reopened) state = `, ${t("weer open")}`;
    const kinds = [
      "minimap__step",
      `minimap__step--${step.number}`,
      `of-${step.number}`,
      step.ground === "sunk" ? "minimap__step--sunk" : "",
      step.state === "closed" ? "minimap__step--open" : "",
      step.key === read.focusKey ? "minimap__step--focus" : "",
    ];
    return html`<li class=${kinds.filter(Boolean).join(" ")}><a class="minimap__link" href=${`?stap=${step.key}`} aria-current=${step.key === read.atKey ? "step" : nothing}><span>${step.number}<span class="hush"> ${step.label}${state}</span></span></a></li>`;
  };
  return html`<ol class=${`minimap__list minimap__list--at-${read.at.number}`} role="list">${read.steps.map(link)}</ol>`;
}

/** @param {Scene} scene */
export function where({ read }) {
  return `${t("Stap %(number)s van 5", { number: read.at.number })} · ${phaseWord(read.phase).toLowerCase()}`;
}

/** @param {Scene} scene */
export function phases({ read }) {
  return read.phases.map(
    ({ key, state }) =>
      html`<li class=${`phase phase--${state}`} aria-current=${state === "now" ? "step" : nothing}>${state === "done" ? icon("check") : nothing}${state === "now" ? html`<span class="phase__now">${t("Nu")}</span>` : nothing}<span class="phase__name">${phaseWord(key)}</span>${state === "done" ? html`<span class="hush"> (${t("klaar")})</span>` : nothing}</li>`,
  );
}

/** @param {Scene} scene @param {number} [room] px of the wall; 0: all of them */
export function people({ read, presence }, room = 0) {
  const writes = new Set(presence.writing.map((each) => each.person));
  const nameless = presence.writing.some((each) => each.person === null);
  const shown = room ? within(read.people, room) : read.people;
  const rest = read.people.length - shown.length;
  const rows = shown.map((person) => {
    const busy = writes.has(person.id);
    let word = "";
    if (busy) word = ` ${t("schrijft")}`;
    else if (person.absent) word = ` ${t("even weg")}`;
    else if (person.facilitator) word = ` ${t("begeleidt")}`;
    const kind = `person${busy ? " person--writing" : ""}${person.absent ? " person--away" : ""}`;
    return html`<li class=${kind}>${busy ? icon("pencil") : nothing}<span class="person__name" dir="auto">${person.name}</span>${word}</li>`;
  });
  const more = rest > 0 ? t("en nog %(number)s", { number: rest }) : "";
  return html`${rows}${more ? html`<li class="person person--more">${more}</li>` : nothing}${nameless ? html`<li class="person person--writing">${icon("pencil")}<span class="person__name">${t("iemand schrijft")}</span></li>` : nothing}`;
}

/**
 * Whose names fit in so many px of the wall; `web/map/wall.py` does the same with the same numbers.
 * @param {import("../live/store.js").Row[]} people
 * @param {number} room
 */
function within(people, room) {
  const widths = people.map(
    ({ name, absent, facilitator }) =>
      NAME.edges + NAME.letter * Array.from(name).length + (absent || facilitator ? NAME.word : 0),
  );
  let total = 0;
  const ends = widths.map((width) => {
    total += width;
    return total;
  });
  if (total <= room) return people;
  const fitting = ends.filter((end) => end <= room - NAME.word).length;
  return people.slice(0, Math.max(1, fitting));
}

/** @param {Scene} scene @param {number} [limit] more than this is only counted, on the wall */
export function parking({ read }, limit = 200) {
  const items = read.parked;
  const rest = items.length - limit;
  return html`<span class="parking__sign" aria-hidden="true">P</span>
<div class="parking__body"><p class="parking__head">${t("Parkeerplek")}</p>
${
  items.length
    ? html`<ul role="list">${items
        .slice(0, limit)
        .map(
          (item) =>
            html`<li class=${`parking__item${item.used ? " parking__item--used" : ""}`} dir="auto">${item.text}${item.used ? html` <span class="soft">(${t("opgepakt")})</span>` : nothing}</li>`,
        )}${rest > 0 ? html`<li class="soft">${t("en nog %(number)s", { number: rest })}</li>` : nothing}</ul>`
    : html`<p>${t("nog leeg")}</p>`
}</div>`;
}

/** @param {Scene} scene */
export function points({ read }) {
  const quoted = (/** @type {string[]} */ ids) => {
    const found = /** @type {Row[]} */ (
      ids
        .slice(0, 3)
        .map((id) => read.entry(id))
        .filter(Boolean)
    );
    if (!found.length) return nothing;
    const more = ids.length > 3 ? ` ${t("en nog %(number)s", { number: ids.length - 3 })}` : "";
    return html` ${quotes(found.map((entry) => truncate((entry.texts ?? [entry.text])[0], 80)))}${more}`;
  };
  return html`<h3>${t("Nog open")}</h3><p class="soft small">${t("Dit houdt niets tegen. Jullie mogen het zo laten.")}</p>
<ul class="stack--tight" role="list">${read
    .pointsOf(read.atKey)
    .map(
      (point) =>
        html`<li class="says">${icon("info-circle")}<span>${pointWord(point.code)}${quoted(point.ids ?? [])}</span></li>`,
    )}</ul>`;
}

/** @param {Scene} scene */
export function limits({ read }) {
  if (!read.limits.length)
    return html`<p class="soft">${t("Nog niemand schreef dit op. Het hoeft niet.")}</p>`;
  const row = (/** @type {string} */ term, /** @type {string} */ text) =>
    text ? html`<dt>${term}</dt><dd dir="auto">${text}</dd>` : nothing;
  return read.limits.map(
    (limit) =>
      html`<div><h4 dir="auto">${limit.name || t("Iemand")}</h4><dl class="facts">${row(t("wel"), limit.will)}${row(t("niet"), limit.will_not)}${row(t("houdt op bij"), limit.until)}</dl></div>`,
  );
}

/** @param {Scene} scene */
export function responsibilities({ read }) {
  if (!read.responsibilities.length) return html`<li class="soft">${t("Nog niet gekozen.")}</li>`;
  return read.responsibilities.map(
    (item) =>
      html`<li class="says">${icon("users")}<span><b dir="auto">${item.task || t("Het geheel")}</b>: ${responsibilityWord(item.kind)}</span></li>`,
  );
}

/** @param {Scene} scene */
export function spread({ read }) {
  const whole = read.view.get(`spectrum/${read.atKey}`)?.whole;
  if (!whole) return nothing;
  return html`<table class="spread"><caption class="hush">${t("Hoe de antwoorden verdeeld zijn")}</caption><thead><tr><th scope="col">${t("Hoe")}</th><th scope="col">${t("nu")}</th><th scope="col">${t("gewenst")}</th></tr></thead>
<tbody>${rungs().map((rung, index) => html`<tr><th scope="row">${rung}</th><td>${whole.now[index]}</td><td>${whole.wished[index]}</td></tr>`)}</tbody></table>`;
}

/** Who has written in the step on screen; never what. @param {Scene} scene */
export function wrote({ read }) {
  const step = read.at;
  const others = step.wrote.filter((/** @type {string} */ name) => name !== read.me?.name);
  const names = { names: nameList(others) };
  const mine = read.privateOf(read.atKey).length > 0 ? 1 : 0;
  const unnamed = read.map.names === "none" ? (step.private ?? 0) - mine : 0;
  let words = t("Nog niemand anders heeft iets geschreven.");
  if (others.length && read.me?.partner) {
    words = nt(
      "%(names)s heeft ook iets geschreven.",
      "%(names)s hebben ook iets geschreven.",
      others.length,
      names,
    );
  } else if (others.length) {
    words = nt("%(names)s heeft iets geschreven.", "%(names)s hebben iets geschreven.", others.length, names);
  } else if (unnamed > 0) {
    words = nt("Eén ander heeft iets geschreven.", "%(num)s anderen hebben iets geschreven.", unnamed);
  }
  return html`${icon("pencil")}<span>${words}</span>`;
}

/** A step that is not on screen: prompts with their joint texts, or free places. @param {Scene} scene @param {string} key */
export function fold(scene, key) {
  const { read } = scene;
  const step = read.step(key);
  const list = (/** @type {Row[]} */ entries) =>
    entries.length ? html`<ul class="tiles" role="list">${tiles(scene, entries)}</ul>` : nothing;
  return step.prompts.map((/** @type {Row} */ prompt) => {
    const kind = `fold__prompt${prompt.sentence ? " fold__prompt--sentence" : ""}`;
    const head = html`<h3 class=${kind}>${soft(promptText(prompt, read.map, step.revealed ? "we" : "I"))}</h3>`;
    if (prompt.topics?.length) {
      return html`<div class="fold">${head}<ul class="fold__topics" role="list">${prompt.places.map(
        (/** @type {Row} */ place) =>
          html`<li><span class="fold__topic">${soft(place.text)}</span>${list(read.jointOf(key, place.prompt, place.topic))}</li>`,
      )}</ul></div>`;
    }
    return html`<div class="fold">${head}${list(read.jointOf(key, prompt.key))}${places(read.empties(prompt.places[0], key))}</div>`;
  });
}
