// What somebody does with words that came back: send them again, put them on the parking place, keep or drop them.

import { announce } from "./announce.js";
import { newEntryId, newOperationId } from "./ids.js";
import { wordsOf } from "./live/tray.js";
import { t } from "./text.js";

/** @typedef {import("./live/queue.js").Act} Act */

/**
 * The act that a button asks for, under a new operation id: the old one has its answer. The entry keeps its id, so
 * that words which did arrive cannot arrive twice.
 * @param {string} what
 * @param {Act} act
 * @returns {Act | null}
 */
export function actFrom(what, act) {
  const op = newOperationId();
  if (what === "again") return { ...act, op };
  if (what === "park") return { op, do: "park", id: newEntryId(), text: wordsOf(act).join("\n") };
  return null;
}

/** @param {import("./page.js").Page} page */
export function mountTray(page) {
  const { tray, queue } = page;
  let known = tray.items.length;
  page.onStatus(() => {
    if (tray.items.length > known) announce(t("Er is tekst van jou teruggekomen."), true);
    known = tray.items.length;
  });

  /** @param {string} op @param {Act} next */
  const send = async (op, next) => {
    // Its words go with the new act from here on; they come back if that is refused too.
    const sent = queue.add(next, { free: true });
    tray.drop(op);
    const ack = await sent;
    if (ack.ok) announce(next.do === "park" ? t("Het staat op de parkeerplek.") : t("Bewaard."), true);
    else tray.take(next, ack);
  };

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button[data-tray]") : null;
    if (!(pressed instanceof HTMLElement)) return;
    const { tray: what = "", op = "" } = pressed.dataset;
    const item = tray.find(op);
    if (!item) return;
    const place = pressed.closest("[data-live]");
    const next = actFrom(what, item.act);
    if (next) send(op, next);
    else if (what === "later") tray.putAside(op);
    else tray.drop(op);
    // The button is gone: who works by keyboard goes on from here.
    const rest = /** @type {HTMLElement | null} */ (place?.querySelector("button, summary"));
    (rest ?? document.getElementById("inhoud"))?.focus({ preventScroll: true });
  });
}
