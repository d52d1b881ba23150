// A page beside the map that the server draws: it asks for itself again when something that it shows has changed,
// and leaves alone what somebody is working in.

import { mountSilence, showSilence } from "./announce.js";
import { Bulletin } from "./bulletin.js";
import { mountCopy } from "./copy.js";
import { mountCounts } from "./forms/count.js";
import { Forms } from "./forms/forms.js";
import { Keeping } from "./forms/keeping.js";
import { mountPrintable } from "./forms/printable.js";
import { showGone } from "./gone.js";
import { Refresher } from "./live/refresh.js";
import { startPage } from "./page.js";
import { mountStrip } from "./strip.js";

/** @typedef {import("./page.js").News} News */
/** @typedef {import("./live/queue.js").Act} Act */

/** So soon a page asks for itself again; spread, so that a room does not knock at once. */
const SPREAD = 300;

/**
 * @param {object} parts
 * @param {string[]} parts.shows keys of the view on which the page depends; one that ends in / is a kind
 * @param {(news: News) => string[]} parts.sentences what others did, in one short sentence each
 * @param {() => void} [parts.arrange] called for the page as it came, and each time that it came anew
 * @param {(act: Act) => boolean} [parts.leads] whether an act that was taken leads to another page
 * @returns {Promise<Forms | null>} null where the page has nothing to start from
 */
export async function startSheet({ shows, sentences, arrange = () => {}, leads = () => false }) {
  const starting = startPage();
  arrange();
  mountCopy();
  mountPrintable();
  mountCounts();
  mountSilence();
  const page = await starting;
  if (!page) return null;
  const concerns = (/** @type {string} */ key) =>
    shows.some((kind) => (kind.endsWith("/") ? key.startsWith(kind) : key === kind));
  const refresher = new Refresher({
    least: () => page.acknowledged,
    after() {
      arrange();
      showSilence();
    },
  });
  const forms = new Forms({
    send: (act) => page.queue.add(act),
    atRisk: () => page.queue.atRisk,
    complete: (act) => act,
    done: (act) => {
      if (!leads(act)) refresher.now();
    },
    takeBack: (act, ack) => page.tray.take(act, ack),
    keep: (form) => keeping?.save(form),
    sent: (form) => keeping?.sent(form),
  });
  const keeping = page.keep ? new Keeping(page, page.keep) : null;
  const bulletin = new Bulletin(sentences);
  // A page that came without a view gets the one that it shows first; that is no news.
  let seen = page.given.seq >= 0;
  page.onView((news) => {
    if (seen) bulletin.add(news);
    if (seen && [...news.keys].some(concerns)) refresher.within(SPREAD * Math.random());
    seen = true;
  });
  page.onStatus(() => showGone(page));
  mountStrip(page);
  page
    .bringBack()
    .then(() => keeping?.bringBack())
    .then(arrange);
  return forms;
}
