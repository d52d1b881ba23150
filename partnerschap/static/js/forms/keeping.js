// Half typed words are kept on this device while somebody types, and stand in their field again after a reload.

import { draftName, draftOf, isDirty, recall, restoreDraft } from "./drafts.js";

const REST = 250;
/** A signature is drawn in one go, at the table: it is not left behind on a device. */
const NOT_KEPT = new Set(["sign", "decline"]);

/** @param {Event} event @returns {HTMLFormElement | null} the form of an act in which something happened */
function formOf(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-do]") : null;
  return form instanceof HTMLFormElement && !NOT_KEPT.has(form.dataset.do ?? "") ? form : null;
}

/** @param {import("../page.js").Page} page */
export async function mountKeeping(page) {
  const { keep } = page;
  if (!keep) return;
  /** @type {Map<HTMLFormElement, string>} forms with words that are not kept yet, and the step they are about */
  const fresh = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const save = () => {
    clearTimeout(timer);
    for (const [form, step] of fresh) {
      const name = draftName(form, step);
      if (isDirty(form)) keep.putDraft(name, draftOf(form));
      else keep.dropDraft(name);
    }
    fresh.clear();
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = formOf(event);
      if (!form) return;
      fresh.set(form, page.at);
      clearTimeout(timer);
      timer = setTimeout(save, REST);
    });
  }
  // A phone that goes to sleep gives no other sign.
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("pagehide", save);
  // From here on the words are in what waits to be sent.
  document.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (!form) return;
    fresh.delete(form);
    keep.dropDraft(draftName(form, page.at));
  });

  page.queue.restore(await keep.acts(), () => {});
  recall(await keep.drafts());
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-do]"));
  for (const form of forms) restoreDraft(form, page.at);
}
