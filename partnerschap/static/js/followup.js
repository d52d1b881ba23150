// Between meetings: notes are sent live and kept until they are; what others tell is brought in around the fields.

import { mountSilence, showSilence } from "./announce.js";
import { Bulletin } from "./bulletin.js";
import { mountCounts } from "./forms/count.js";
import { Forms } from "./forms/forms.js";
import { Keeping } from "./forms/keeping.js";
import { mountPrintable } from "./forms/printable.js";
import { showGone } from "./gone.js";
import { Refresher } from "./live/refresh.js";
import { startPage } from "./page.js";
import { mountStrip } from "./strip.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").News} News */

/**
 * What others told, in one short sentence.
 * @param {News} news
 * @returns {string[]}
 */
function sentences({ before, after, keys }) {
  const mine = new Set(after.get("me/mine") ?? []);
  const fresh = [...keys].filter(
    (key) => key.startsWith("told/") && !before.has(key) && after.has(key) && !mine.has(after.get(key).id),
  );
  if (fresh.some((key) => after.get(key).kind === "answer")) return [t("Er kwam een antwoord van buiten.")];
  return fresh.length ? [t("Er is iets verteld.")] : [];
}

async function start() {
  const starting = startPage();
  mountPrintable();
  mountCounts();
  mountSilence();
  const page = await starting;
  if (!page) return;
  const keeping = page.keep ? new Keeping(page, page.keep) : null;
  const refresher = new Refresher({ after: showSilence, least: () => page.acknowledged });
  new Forms({
    send: (act) => page.queue.add(act),
    complete: (act) => act,
    done: () => refresher.now(),
    takeBack: (act, ack) => page.tray.take(act, ack),
    keep: (form) => keeping?.save(form),
    sent: (form) => keeping?.sent(form),
    atRisk: () => page.queue.atRisk,
  });
  const bulletin = new Bulletin(sentences);
  let seen = false;
  page.onView((news) => {
    // The first view is the one that the page came with.
    if (seen || page.given.seq < 0) bulletin.add(news);
    seen = true;
    refresher.within(300 * Math.random());
  });
  page.onStatus(() => showGone(page));
  mountStrip(page);
  await page.bringBack();
  await keeping?.bringBack();
}

start();
