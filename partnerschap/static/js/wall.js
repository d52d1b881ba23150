// The wall: read-only. The server lays it out, so that nothing on it scrolls; it asks for each new state at once.

import { Refresher } from "./live/refresh.js";
import { drawRegions } from "./live/regions.js";
import { once, turnOver } from "./motion.js";
import { startPage } from "./page.js";
import { makeRoom, showWriters } from "./roomy.js";
import { mountTimer, showTimer } from "./timer.js";

/** Slips that do not fit on one page: this long to read nine of them, then the next nine. */
const NEXT_PAGE = 30_000;

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./page.js").News} News */

/** @param {Page} page */
function draw(page) {
  const { read } = page;
  const { presence } = page.link;
  drawRegions({
    read,
    root: page.given.root,
    acts: false,
    ownActs: false,
    presence,
    unsent: [],
    returned: [],
  });
  showWriters(page);
}

/** @param {News[]} recent what changed since the wall was laid out last */
function move(recent) {
  for (const { before, after, keys } of recent) {
    for (const key of keys) {
      if (!key.startsWith("step/")) continue;
      const [was, now] = [before.get(key), after.get(key)];
      const parcel = document.querySelector(`.wall [data-step="${now?.key}"]`);
      if (now?.revealed && !was?.revealed) turnOver(Array.from(document.querySelectorAll(".wallslip")));
      if (was?.state === "ahead" && now?.state === "open") once(parcel, "is-surfacing");
    }
  }
}

/** Turn by itself every now and then, by the keys, and as the facilitator does. @param {Page} page @param {Refresher} refresher */
function mountPages(page, refresher) {
  const turn = (/** @type {number} */ by) => {
    turnPage(refresher, by);
    clearInterval(turning);
    turning = setInterval(turn, NEXT_PAGE, 1);
  };
  let turning = setInterval(turn, NEXT_PAGE, 1);
  /** @type {number | null} */
  let turned = null;
  page.onStatus(() => {
    const now = page.link.presence.turned;
    if (now === null || now === turned) return;
    if (turned !== null) turn(now - turned);
    turned = now;
  });
  addEventListener("keydown", ({ key }) => {
    if (["ArrowRight", "PageDown", " "].includes(key)) turn(1);
    if (["ArrowLeft", "PageUp"].includes(key)) turn(-1);
  });
}

/** @param {Refresher} refresher @param {number} by */
function turnPage(refresher, by) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-pages]"));
  const pages = Number(place?.dataset.pages ?? 1);
  if (pages < 2) return;
  const query = new URLSearchParams(location.search);
  const at = Number(query.get("blad") ?? 1) || 1;
  query.set("blad", String(((((at - 1 + by) % pages) + pages) % pages) + 1));
  history.replaceState(null, "", `?${query}`);
  refresher.within(0);
}

async function start() {
  const page = await startPage();
  if (!page) return;
  /** @type {News[]} */
  let recent = [];
  const refresher = new Refresher({
    after() {
      makeRoom();
      draw(page);
      showTimer();
      move(recent);
      recent = [];
    },
  });
  page.onView((news) => {
    recent.push(news);
    if (news.before.get("focus")?.phase !== news.after.get("focus")?.phase)
      history.replaceState(null, "", location.pathname);
    draw(page);
    refresher.within(0);
  });
  page.onStatus(() => (page.link.gone ? setTimeout(() => location.reload(), 5_000) : draw(page)));
  mountPages(page, refresher);
  mountTimer(page);
  const fit = () => {
    makeRoom();
    showWriters(page);
  };
  addEventListener("resize", fit);
  document.fonts.ready.then(fit); // until then words are measured in another letter
  makeRoom();
  draw(page);
}

start();
