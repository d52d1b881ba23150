// Terms, the text to sign, and the contract: pages that follow who signed. Their forms are plain forms.

import { mountSilence, showSilence } from "./announce.js";
import { Bulletin } from "./bulletin.js";
import { mountCopy } from "./copy.js";
import { mountCounts } from "./forms/count.js";
import { Forms } from "./forms/forms.js";
import { mountPrintable } from "./forms/printable.js";
import { showGone } from "./gone.js";
import { Refresher } from "./live/refresh.js";
import { startPage } from "./page.js";
import { mountSignature } from "./signature.js";
import { mountStrip } from "./strip.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").News} News */
/** @typedef {import("./live/store.js").Row} Row */

/** What these pages show depends on nothing else. */
const SHOWN = ["contract", "terms", "versions", "map", "me"];

/**
 * What others did with the contract, in one short sentence each.
 * @param {News} news
 * @returns {string[]}
 */
function sentences({ before, after }) {
  const [was, now] = [before.get("contract"), after.get("contract")];
  if (now && now.hash !== was?.hash) return [t("De tekst van het contract staat vast.")];
  if (was && !now) return [t("De tekst is heropend. Alle handtekeningen vervallen.")];
  if (!now) return [];
  const known = new Set([...was.signed, ...was.declined].map((/** @type {Row} */ each) => each.person));
  const fresh = (/** @type {Row[]} */ rows) => rows.filter((row) => !known.has(row.person));
  return [
    ...fresh(now.signed).map(({ name }) => t("%(name)s heeft ondertekend.", { name })),
    ...fresh(now.declined).map(({ name }) => t("%(name)s ondertekent niet.", { name })),
    ...(now.status !== was.status ? [t("Deze versie is af.")] : []),
  ];
}

async function start() {
  const starting = startPage();
  mountSignature();
  mountCopy();
  mountPrintable();
  mountCounts();
  mountSilence();
  const page = await starting;
  if (!page) return;
  const refresher = new Refresher({
    after() {
      mountSignature();
      showSilence();
    },
  });
  new Forms({
    send: (act) => page.queue.add(act),
    atRisk: () => page.queue.atRisk,
    complete: (act) => act,
    done: (act) => {
      // Both lead to the contract: it is what comes next.
      if (act.do === "freeze" || act.do === "seal") location.assign("contract");
      else refresher.now();
    },
  });
  const bulletin = new Bulletin(sentences);
  let seen = false;
  page.onView((news) => {
    // The first view is the one that the page came with, as far as these pages show it.
    if (seen) bulletin.add(news);
    if (seen && SHOWN.some((key) => news.keys.has(key))) refresher.within(300 * Math.random());
    seen = true;
  });
  page.onStatus(() => showGone(page));
  mountStrip(page);
}

start();
