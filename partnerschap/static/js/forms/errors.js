// A refusal at the field it is about, as the templates show it after a plain form: summary, text, aria-invalid.

import { html, render } from "../../vendor/lit.js";
import { icon } from "../parts/small.js";
import { nt, t } from "../text.js";
import { controls } from "./drafts.js";

/** @typedef {import("../live/queue.js").Ack} Ack */
/** @typedef {import("./drafts.js").Control} Control */

/**
 * The control that a refusal is about; else the first in which one writes.
 * @param {HTMLFormElement} form
 * @param {Ack} ack
 * @returns {Control | undefined}
 */
function controlFor(form, ack) {
  const all = controls(form);
  const named = all.find((control) => ack.about?.includes(control.name));
  if (named) return named;
  if (ack.code === "reason_required") {
    const reason = all.find((control) => ["because", "override"].includes(control.name));
    if (reason) return reason;
  }
  return ack.code === "empty_text" || ack.code === "too_long"
    ? (all.find((control) => control instanceof HTMLTextAreaElement && control.value.trim() === "") ??
        all.find((control) => control instanceof HTMLTextAreaElement))
    : undefined;
}

/**
 * Take away what an earlier try said.
 * @param {HTMLFormElement} form
 */
export function clearErrors(form) {
  for (const each of form.querySelectorAll(".field__error, .act__problem")) each.remove();
  for (const each of form.querySelectorAll(".field--wrong")) each.classList.remove("field--wrong");
  for (const each of form.querySelectorAll("[aria-invalid]")) {
    each.removeAttribute("aria-invalid");
    describe(each, `${each.id}-error`, false);
  }
}

/**
 * @param {Element} element
 * @param {string} id
 * @param {boolean} on
 */
function describe(element, id, on) {
  const ids = (element.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter((each) => each && each !== id);
  if (on) ids.push(id);
  if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
  else element.removeAttribute("aria-describedby");
}

/**
 * Show why an act was refused: a summary above the form that links to the field, and the words at the field.
 * @param {HTMLFormElement} form
 * @param {Ack} ack
 */
export function showRefusal(form, ack) {
  clearErrors(form);
  const words = ack.message || t("Dat lukte niet. Probeer het nog eens.");
  const control = controlFor(form, ack);
  const summary = document.createElement("div");
  summary.className = "notice notice--error act__problem";
  summary.setAttribute("role", "alert");
  summary.tabIndex = -1;
  if (!control) {
    render(html`${icon("alert-triangle")}<p>${words}</p>`, summary);
  } else {
    const group = control.closest(".choices, .field") ?? control;
    const owner = control.closest("fieldset.choices") ?? control;
    if (!owner.id) owner.id = `veld-${Math.random().toString(36).slice(2)}`;
    const line = document.createElement("p");
    line.className = "field__error utrecht-form-field-error-message";
    line.id = `${owner.id}-error`;
    render(html`${icon("alert-triangle")}<span>${words}</span>`, line);
    (owner === control ? control : (owner.querySelector(".choices__list") ?? control)).before(line);
    group.classList.add("field--wrong");
    owner.setAttribute("aria-invalid", "true");
    describe(owner, line.id, true);
    for (let fold = form.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
      fold.open = true;
    const inner = control.closest("details");
    if (inner) inner.open = true;
    const title = nt("Er klopt iets nog niet", "Er kloppen %(num)s dingen nog niet", 1);
    render(
      html`${icon("alert-triangle")}<div class="stack--tight"><h2 class="notice__title">${title}</h2><ul><li><a href=${`#${control.id || owner.id}`}>${words}</a></li></ul></div>`,
      summary,
    );
  }
  form.prepend(summary);
  summary.focus();
}
