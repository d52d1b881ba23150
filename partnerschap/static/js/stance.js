// The stance form: it is about the wording on screen, and the button comes with a choice.

import { t } from "./text.js";

const WITH_REASON = new Set(["proviso", "object"]);

/**
 * With a reason to write, the form is too tall to lie over the text that it is about: it goes back into the page.
 * @param {HTMLFormElement | null} form
 */
function makeRoom(form) {
  const chosen = form?.querySelector("input[name=stance]:checked")?.getAttribute("value") ?? "";
  form?.closest(".bar")?.classList.toggle("bar--whole", WITH_REASON.has(chosen));
}

/** @param {import("./page.js").Page} page */
export function mountStance(page) {
  document.addEventListener("change", (event) => {
    const radio = event.target;
    if (!(radio instanceof HTMLInputElement) || radio.name !== "stance") return;
    radio.form?.classList.add("is-choosing");
    makeRoom(radio.form);
    if (WITH_REASON.has(radio.value)) radio.form?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("input", (event) => {
    const area = event.target;
    if (area instanceof HTMLTextAreaElement) area.closest("form.stance")?.classList.add("is-choosing");
  });
  page.onView(() => showStance(page));
}

/**
 * Bring the form in step with the view: the wording that is on screen now, and the former choice that became stale.
 * @param {import("./page.js").Page} page
 */
export function showStance(page) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.stance[data-do=stance]"));
  if (!form) return;
  makeRoom(form);
  const { read } = page;
  const wording = form.querySelector("[data-wording]");
  if (wording instanceof HTMLInputElement) wording.value = read.at.wording ?? "";
  const last = read.myStance();
  const stale = last && !last.current;
  for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll("input[name=stance]")
  )) {
    const before = Boolean(stale && last.kind === radio.value);
    radio.classList.toggle("stances__radio--before", before);
    const label = radio.nextElementSibling?.querySelector(".stances__label");
    const word = label?.parentElement?.querySelector(".stances__before");
    if (before && label && !word) {
      const span = document.createElement("span");
      span.className = "stances__before";
      span.textContent = t("jouw vorige keuze");
      label.after(span);
    } else if (!before) word?.remove();
    // A choice about an earlier text is no choice any more; one that is being made is left alone.
    if (stale && !form.classList.contains("is-choosing") && !("pending" in form.dataset)) {
      radio.checked = false;
      radio.defaultChecked = false;
    }
  }
}
