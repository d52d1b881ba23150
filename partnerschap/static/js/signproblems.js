// What is missing before somebody can sign: a summary with a link to each place, and the words at that place.

import { html, render } from "../vendor/lit.js";
import { icon } from "./parts/small.js";
import { nt } from "./text.js";

/** @typedef {{id: string, words: string}} Problem the id of the element that it is about */

/** @param {HTMLFormElement} form take away what an earlier try said, here or on the server */
function clearProblems(form) {
  for (const each of form.querySelectorAll("[data-errors], [data-sign-problem], #consent-error"))
    each.remove();
  for (const each of form.querySelectorAll(".field--wrong")) each.classList.remove("field--wrong");
  for (const each of form.querySelectorAll("[aria-invalid]")) {
    each.removeAttribute("aria-invalid");
    each.removeAttribute("aria-describedby");
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 */
export function showProblems(form, problems) {
  clearProblems(form);
  for (const { id, words } of problems) mark(form, id, words);
  const summary = document.createElement("div");
  summary.className = "notice notice--error";
  summary.setAttribute("role", "alert");
  summary.tabIndex = -1;
  summary.dataset.errors = "";
  const title = nt("Er klopt iets nog niet", "Er kloppen %(num)s dingen nog niet", problems.length);
  render(
    html`${icon("alert-triangle")}<div class="stack--tight"><h2 class="notice__title">${title}</h2><ul>${problems.map(({ id, words }) => html`<li><a href=${`#${id}`}>${words}</a></li>`)}</ul></div>`,
    summary,
  );
  (form.querySelector("[data-sign]")?.parentElement ?? form).prepend(summary);
  summary.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} id
 * @param {string} words
 */
function mark(form, id, words) {
  const place = form.querySelector(`#${id}`);
  const line = document.createElement("p");
  line.className = "field__error";
  line.id = `${id}-error`;
  line.dataset.signProblem = "";
  render(html`${icon("alert-triangle")}<span>${words}</span>`, line);
  const group = place?.closest("[data-pad]") ?? place?.closest(".choice");
  group?.before(line);
  group?.parentElement?.classList.add("field--wrong");
  place?.setAttribute("aria-invalid", "true");
  place?.setAttribute("aria-describedby", line.id);
}
