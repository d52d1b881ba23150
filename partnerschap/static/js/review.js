// Looking back on the former version: a choice is kept at once, and fields come with the choice that needs them.

import { startSheet } from "./sheet.js";
import { nt } from "./text.js";

/** @typedef {import("./page.js").News} News */

/** After these a reason helps; for 'stuck' the rules ask for it. */
const WITH_REASON = new Set(["does_not_work", "busy", "stuck", "withdrawn"]);
const FORM = "form[data-do=review]";

/** @param {HTMLFormElement} form @param {string} name */
function chosen(form, name) {
  const radio = form.querySelector(`input[name="${name}"]:checked`);
  return radio instanceof HTMLInputElement ? radio.value : "";
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLTextAreaElement | null} */
function area(form, name) {
  return form.querySelector(`textarea[name="${name}"]`);
}

/** Show the fields that the choices ask for, and what somebody already wrote. @param {HTMLFormElement} form */
function arrange(form) {
  const because = area(form, "because");
  const parts = {
    because: WITH_REASON.has(chosen(form, "verdict")) || Boolean(because?.value.trim()),
    text: chosen(form, "next") === "change",
  };
  const asks = parts.because || parts.text;
  for (const [name, on] of Object.entries({ ...parts, send: asks })) {
    const block = form.querySelector(`[data-when="${name}"]`);
    if (block instanceof HTMLElement) block.hidden = !on;
  }
}

function arrangeAll() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll(FORM)))
    arrange(form);
}

/** Whether a line says all that is needed without more words. @param {HTMLFormElement} form */
function isComplete(form) {
  const [verdict, next] = [chosen(form, "verdict"), chosen(form, "next")];
  if (!verdict || !next || next === "change") return false;
  return verdict !== "stuck" || Boolean(area(form, "because")?.value.trim());
}

/** What somebody says of a line is kept at once; what else follows than keeping is one tap more. @param {HTMLFormElement} form */
function proposeNext(form) {
  if (!chosen(form, "verdict") || chosen(form, "next")) return;
  const keep = form.querySelector('input[name="next"][value="keep"]');
  if (keep instanceof HTMLInputElement) keep.checked = true;
}

/**
 * What others said, in one short sentence.
 * @param {News} news
 * @returns {string[]}
 */
function sentences({ before, after, keys }) {
  const reviewed = [...keys].filter((key) => {
    const [kind] = key.split("/");
    if (kind !== "joint" && kind !== "removed") return false;
    const [was, now] = [before.get(key)?.review, after.get(key)?.review];
    return now && JSON.stringify(was) !== JSON.stringify(now) && now.by !== after.get("me")?.name;
  });
  if (!reviewed.length) return [];
  return [
    nt("Er is iets gezegd van één afspraak.", "Er is iets gezegd van %(num)s afspraken.", reviewed.length),
  ];
}

const starting = startSheet({
  shows: ["map", "me", "contract", "versions", "joint/", "removed/", "told/", "step/", "person/"],
  sentences,
  arrange: arrangeAll,
});

document.addEventListener("change", async (event) => {
  const radio = event.target;
  const form = radio instanceof HTMLInputElement && radio.type === "radio" ? radio.form : null;
  if (!form?.matches(FORM)) return;
  proposeNext(form);
  arrange(form);
  if (chosen(form, "next") === "change") area(form, "text")?.focus();
  const forms = await starting;
  if (isComplete(form)) forms?.send(form);
});
