// What the participant's and the facilitator's screens share: the connection, the forms, the regions.

import { mountSilence } from "./announce.js";
import { mountCopy } from "./copy.js";
import { mountFinish } from "./finish.js";
import { Follower } from "./follow.js";
import { mountCounts } from "./forms/count.js";
import { Desk } from "./forms/desk.js";
import { clearErrors, showRefusal } from "./forms/errors.js";
import { Forms } from "./forms/forms.js";
import { Keeping } from "./forms/keeping.js";
import { mountPrintable } from "./forms/printable.js";
import { showGone } from "./gone.js";
import { mountOffline } from "./offline.js";
import { startPage } from "./page.js";
import { shown } from "./shown.js";
import { mountStance, showStance } from "./stance.js";
import { mountStrip } from "./strip.js";
import { mountTimer } from "./timer.js";
import { mountTray } from "./tray.js";
import { mountTurning } from "./turning.js";
import { Undo } from "./undo.js";
import { mountWriting } from "./writing.js";

/** Acts after which the page has another shape for who did it. */
const RESHAPES = new Set([
  "focus",
  "reveal",
  "close",
  "show_stances",
  "pause",
  "absent",
  "hand_over",
  "limit",
  "spectrum",
  "undo",
]);

/** Acts that are about the wording on screen, and not about one that came meanwhile. */
const ABOUT_WORDING = new Set(["stance", "close"]);

/**
 * A page that came without words is fetched whole as soon as that can be.
 * @param {import("./page.js").Page} page
 * @param {Follower} follower
 */
function wholeAgain(page, follower) {
  if (!page.given.shell) return;
  let whole = false;
  page.onStatus(async () => {
    if (whole || page.link.connection === "none") return;
    whole = true;
    whole = await follower.refresh();
    document.body.classList.toggle("is-shell", !whole);
  });
}

/**
 * @param {object} [options]
 * @param {boolean} [options.ownActs] whether own slips can be answered on this screen
 */
export async function takePart({ ownActs = true } = {}) {
  const page = await startPage();
  if (!page) return;
  const desk = new Desk(page);
  // Before the follower, which opens links of this page that nobody else took.
  const undo = new Undo((address) => follower.open(address));
  const follower = new Follower(page, { desk, ownActs });
  page.onView(({ before, after }) => {
    const [was, now] = [before.get("focus"), after.get("focus")];
    if (was?.step !== now?.step) undo.groupMoved();
  });
  const forms = new Forms({
    send: (act) => page.queue.add(act),
    complete: (act) => (ABOUT_WORDING.has(act.do) ? { ...act, wording: page.read.at.wording ?? "" } : act),
    done: (act, form) => {
      if (form.closest("[data-desk]")) desk.close();
      if (act.do === "stance") showStance(page);
      if (form.closest(".same")) follower.refresh();
      undo.took(act);
      if (RESHAPES.has(act.do)) follower.refresh();
      follower.settled();
    },
    release: (op) => page.queue.release(op),
    takeBack: (act, ack) => page.tray.take(act, ack),
    keep: (form) => keeping?.save(form),
    sent: (form) => keeping?.sent(form),
    atRisk: () => page.queue.atRisk,
  });
  const keeping = page.keep ? new Keeping(page, page.keep) : null;
  page.onStatus(() => showGone(page));
  mountStance(page);
  mountStrip(page);
  mountWriting(page);
  mountFinish(page, forms, (address) => follower.open(address));
  mountPrintable();
  mountCounts();
  mountCopy();
  mountTimer(page, { refuse: showRefusal, clear: clearErrors });
  mountTurning(page);
  mountSilence();
  document.documentElement.dataset.alive = ""; // from here on a press is heard; before, a form goes by itself
  await shown(); // the server drew the same: what somebody does meanwhile comes first
  follower.draw();
  showStance(page);
  mountTray(page);
  mountOffline(page);
  wholeAgain(page, follower);
  await page.bringBack();
  await keeping?.bringBack();
}
