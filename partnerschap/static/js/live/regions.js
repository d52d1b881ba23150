// The regions of a page ([data-live]) that are drawn from the view; the rest of the page comes from the server.

import { html, nothing, render } from "../../vendor/lit.js";
import * as around from "../parts/around.js";
import { gone } from "../parts/beside.js";
import { gateCard, stale, stances } from "../parts/gate.js";
import { openSlips, privateSlips } from "../parts/slip.js";
import { sources } from "../parts/sources.js";
import { tiles } from "../parts/tile.js";
import { isTrayEmpty, tray } from "../parts/tray.js";
import { t } from "../text.js";

/** @typedef {import("../parts/small.js").Scene} Scene */
/** @typedef {(scene: Scene, place: HTMLElement) => unknown} Draw */

/**
 * The place on the map that a region is about; inside a form, that of the form.
 * @param {HTMLElement} place
 * @returns {[string, string]} prompt and topic
 */
function placeOf(place) {
  const form = place.closest("form");
  const field = (/** @type {string} */ name) =>
    form?.querySelector(`input[name="${name}"]`)?.getAttribute("value") ?? "";
  return [place.dataset.prompt ?? field("prompt"), place.dataset.topic ?? field("topic")];
}

/** @param {Scene} scene @param {HTMLElement} place */
function jointOf({ read }, place) {
  return read.jointOf(read.atKey, ...placeOf(place));
}

/** @param {Scene} scene @param {HTMLElement} place */
function goneOf({ read }, place) {
  return read.goneOf(read.atKey, ...placeOf(place));
}

/** @param {Scene} scene @param {HTMLElement} place */
function ownOf({ read }, place) {
  return read.ownOf(read.atKey, ...placeOf(place));
}

/** @param {Scene} scene */
function mine({ read }) {
  return read.privateOf(read.atKey);
}

/** What this person wrote in the step on screen and the server does not have yet. @param {Scene} scene */
function unsent({ read, unsent: acts }) {
  return acts.filter((act) => act.do === "write" && act.step === read.atKey);
}

/** @type {Record<string, Draw>} */
const DRAW = {
  minimap: around.minimap,
  where: around.where,
  "phases/OL": around.phases,
  people: (scene, place) => around.people(scene, Number(place.dataset.room ?? 0)),
  parking: (scene) => around.parking(scene),
  points: around.points,
  limits: around.limits,
  responsibilities: around.responsibilities,
  spread: around.spread,
  wrote: around.wrote,
  fold: (scene, place) => around.fold(scene, place.dataset.step ?? ""),
  private: (scene) =>
    html`<h3>${t("Jouw briefjes")}</h3><ul class="slips" role="list">${privateSlips(scene, mine(scene), unsent(scene))}</ul>`,
  tray,
  joint: (scene, place) => tiles(scene, jointOf(scene, place), scene.acts),
  gone: (scene, place) => gone(scene, goneOf(scene, place)),
  whose: () => t("Wat ieder schreef"),
  own: (scene, place) => openSlips(scene, ownOf(scene, place), scene.ownActs),
  sources: (scene, place) => sources(scene, ...placeOf(place), ownOf(scene, place)),
  gate: (scene, place) => gateCard(scene, place.dataset.level === "2" ? 2 : 3),
  stances,
  stale,
};

/** Regions that are not there while they have nothing to show. @type {Record<string, (scene: Scene, place: HTMLElement) => boolean>} */
const EMPTY = {
  private: (scene) => mine(scene).length + unsent(scene).length === 0,
  tray: isTrayEmpty,
  joint: (scene, place) => jointOf(scene, place).length === 0,
  gone: (scene, place) => goneOf(scene, place).length === 0,
  whose: (scene, place) => jointOf(scene, place).length === 0 || ownOf(scene, place).length === 0,
  points: ({ read }) => read.pointsOf(read.atKey).length === 0,
  stances: ({ read }) => read.stancesOf().length === 0,
};

/** @param {HTMLElement} place @returns {string} the name of its drawing, or "" */
function drawingOf(place) {
  const name = place.dataset.live ?? "";
  if (DRAW[name]) return name;
  return DRAW[`${name}/${place.tagName}`] ? `${name}/${place.tagName}` : "";
}

/** The regions on the page; a small preview and the wall belong to the server, but for who writes. @returns {HTMLElement[]} */
function regions() {
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live]"));
  return Array.from(all).filter((place) => {
    const { live } = place.dataset;
    return (
      live !== "announce" &&
      !place.closest(".preview") &&
      (live === "people" || !place.closest("[data-wall]"))
    );
  });
}

/** Whether the page has regions that only the server can draw, so that every change asks for it. */
export function needsServer() {
  return Boolean(document.querySelector(".preview")) || regions().some((place) => !drawingOf(place));
}

/**
 * Take over a region that the server drew: its elements make way for the same ones, drawn here.
 * @param {HTMLElement} place
 */
function adopt(place) {
  if ("adopted" in place.dataset) return;
  if (place.dataset.live === "gate") place.dataset.level = place.querySelector("h2") ? "2" : "3";
  place.replaceChildren();
  place.dataset.adopted = "";
}

/**
 * Draw every region of the page as the scene has it.
 * @param {Scene} scene
 */
export function drawRegions(scene) {
  for (const place of regions()) {
    const name = drawingOf(place);
    if (!name) continue;
    adopt(place);
    const empty = EMPTY[name]?.(scene, place) ?? false;
    render(empty ? nothing : DRAW[name](scene, place), place);
    if (name in EMPTY) place.hidden = empty;
  }
}
