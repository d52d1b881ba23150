// Half typed words are kept on this device while somebody types, and stand in their field again after a reload.

import { isLive } from "./acts.js";
import { draftName, draftOf, forgetDraft, isDirty, recall, restoreDraft } from "./drafts.js";

/** A signature is drawn in one go, at the table: it is not left behind on a device. */
const NOT_KEPT = new Set(["sign", "decline"]);

/** @returns {NodeListOf<HTMLFormElement>} */
function forms() {
  return document.querySelectorAll("form[data-do]");
}

/** @param {Event} event @returns {HTMLFormElement | null} the form of an act in which something happened */
function formOf(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-do]") : null;
  return form instanceof HTMLFormElement && !NOT_KEPT.has(form.dataset.do ?? "") ? form : null;
}

export class Keeping {
  #page;
  #keep;
  /** @type {Set<string>} the forms that were sent on this visit */
  #sent = new Set();

  /**
   * @param {import("../page.js").Page} page
   * @param {import("../live/keep.js").Keep} keep
   */
  constructor(page, keep) {
    this.#page = page;
    this.#keep = keep;
    // Somebody may have typed before this script was there to hear it.
    for (const form of forms()) if (!NOT_KEPT.has(form.dataset.do ?? "") && isDirty(form)) this.save(form);
    for (const kind of ["input", "change"]) {
      document.addEventListener(kind, (event) => {
        const form = formOf(event);
        // At every key: a page that dies gives no sign, and what is kept later is lost then.
        if (form) this.save(form);
      });
    }
    // A form that leads to another page takes its words along.
    document.addEventListener("submit", (event) => {
      const form = formOf(event);
      if (form && !isLive(form.dataset.do ?? "")) this.sent(form);
    });
  }

  /** From here on the words of a form are in what waits to be sent. @param {HTMLFormElement} form */
  sent(form) {
    const name = draftName(form, this.#page.at);
    this.#sent.add(name);
    forgetDraft(name);
    this.#keep.dropDraft({ name, tab: this.#page.tabs.id });
  }

  /** Keep the words of a form now. @param {HTMLFormElement} form */
  save(form) {
    // What leaves the screen of who has no seat any more fires one last change.
    if (this.#page.link.gone) return;
    const row = { name: draftName(form, this.#page.at), tab: this.#page.tabs.id };
    if (isDirty(form)) this.#keep.putDraft({ ...row, draft: draftOf(form) });
    else this.#keep.dropDraft(row);
  }

  /** Put the words of an earlier visit back in their fields: this tab's, then those of tabs that are gone. */
  async bringBack() {
    const { tabs } = this.#page;
    const mine = (await this.#keep.drafts()).filter(({ tab }) => tab === tabs.id);
    this.#stand(mine);
    const others = await tabs.others();
    const taken = new Set(mine.map(({ name }) => name));
    const left = (await this.#keep.drafts()).filter(
      // Two drafts for one form: the second waits on this device until the first was sent.
      ({ name, tab }) => tab !== tabs.id && !others.has(tab) && !taken.has(name),
    );
    for (const row of left) {
      await this.#keep.putDraft({ ...row, tab: tabs.id });
      this.#keep.dropDraft(row);
    }
    this.#stand(left);
  }

  /** @param {import("../live/keep.js").DraftRow[]} rows what was sent while they were read does not come back */
  #stand(rows) {
    recall(rows.filter(({ name }) => !this.#sent.has(name)));
    for (const form of forms()) restoreDraft(form, this.#page.at);
  }
}
