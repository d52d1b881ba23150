// "Ik ben klaar met schrijven": what still stands in a field goes first, and only who has nothing left is done.

import { announce } from "./announce.js";
import { t } from "./text.js";

/** A word about waiting comes only when it takes a moment. */
const BEFORE_A_WORD = 900;

/** @param {HTMLFormElement} form whether somebody wrote in it */
function holdsWords(form) {
  const fields = /** @type {NodeListOf<HTMLTextAreaElement | HTMLInputElement>} */ (
    form.querySelectorAll("textarea, input[type=text]")
  );
  return Array.from(fields).some((field) => field.value.trim() !== "");
}

/** @param {string} words beside the button; empty: nothing to say */
function say(words) {
  const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-finish-state]"));
  if (!line) return;
  line.hidden = !words;
  line.textContent = words;
}

/**
 * @param {import("./page.js").Page} page
 * @param {import("./forms/forms.js").Forms} forms
 * @param {(address: string) => void} go opens another state of this page in place
 */
export function mountFinish(page, forms, go) {
  let isFinishing = false;

  const finish = async () => {
    const { at } = page;
    const covered = /** @type {NodeListOf<HTMLFormElement>} */ (
      document.querySelectorAll(".cover form[data-do=write]")
    );
    const written = Array.from(covered).filter((form) => "pending" in form.dataset || holdsWords(form));
    if (!written.length && page.link.connection === "none") {
      say(t("Geen internet. Wat je bewaarde, is er nog. Druk straks nog een keer."));
      return;
    }
    say("");
    const word = setTimeout(
      () => say(t("Je tekst is nog niet verstuurd. Hij gaat vanzelf, en dan ben je klaar.")),
      BEFORE_A_WORD,
    );
    const taken = await Promise.all(written.map((form) => forms.send(form)));
    clearTimeout(word);
    if (!taken.every(Boolean)) {
      say(t("Niet alles is bewaard. Kijk bij het veld wat er nog moet."));
      return;
    }
    say("");
    // Meanwhile the group may have gone on; then there is nothing to be done with any more.
    if (page.at === at && page.read.phase === "write") go(`?stap=${at}&klaar=1`);
  };

  const finishOnce = async () => {
    if (isFinishing) {
      announce(t("Dit wacht nog op versturen. Het gaat vanzelf."), true);
      return;
    }
    isFinishing = true;
    await finish().finally(() => {
      isFinishing = false;
    });
  };

  // In the capturing phase: before the button sends its form, or the link opens.
  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("[data-finish]")) return;
      event.preventDefault();
      finishOnce();
    },
    true,
  );
  document.addEventListener("input", () => {
    if (!isFinishing) say("");
  });
}
