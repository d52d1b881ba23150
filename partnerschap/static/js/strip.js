// The connection strip: hidden while all is well, and it stays until everything is sent.

import { announce } from "./announce.js";
import { nt, t } from "./text.js";

/** @typedef {"live" | "plain" | "none"} Connection */

/**
 * What the strip says; null while there is nothing to say.
 * @param {Connection} connection
 * @param {{waiting: number, stuck: number, putOff: boolean}} queue acts without an answer, those of them that were tried
 *   in vain, and whether the server put one off
 * @param {boolean} [lasts] whether this device keeps what was typed
 * @returns {{title: string, text: string} | null}
 */
export function stripWords(connection, { waiting, stuck, putOff }, lasts = true) {
  const unsent = nt("1 nog niet verstuurd", "%(num)s nog niet verstuurd", waiting);
  if (connection === "none") {
    return {
      title: waiting ? `${t("Geen internet")} · ${unsent}` : t("Geen internet"),
      text: lasts
        ? t("Schrijf gerust door. Versturen gaat later vanzelf.")
        : t("Houd deze bladzij open: dit apparaat kan niets bewaren."),
    };
  }
  if (stuck === 0) return null;
  const why = putOff
    ? t("Het is druk. Versturen gaat vanzelf.")
    : t("De verbinding doet het even niet. Versturen gaat vanzelf.");
  return { title: unsent, text: why };
}

const BEFORE_A_WORD = 3_000;

/**
 * Keep the strip of a page in step with its connection.
 * @param {import("./page.js").Page} page
 */
export function mountStrip(page) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-strip]"));
  if (!place) return;
  const title = place.querySelector("[data-strip-title]");
  const text = place.querySelector("[data-strip-text]");
  let shown = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const show = () => {
    const words = stripWords(page.link.connection, page.queue, page.keep?.lasts);
    if (words && title && text) {
      title.textContent = words.title;
      text.textContent = words.text;
    }
    place.hidden = !words;
    if (shown && !words) announce(t("Alles is bewaard."), true);
    shown = Boolean(words);
  };
  // A connection that comes and goes within a few seconds is nobody's business.
  const soon = () => {
    clearTimeout(timer);
    if (shown || page.queue.stuck) show();
    else timer = setTimeout(show, BEFORE_A_WORD);
  };
  page.onStatus(soon);
  soon();
}
