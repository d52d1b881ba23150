// What somebody is typing: which forms hold words that are not sent, and where those words are when a form goes.

/** @typedef {Record<string, string | boolean>} Draft values by field name and place */

/** @type {Map<string, Draft>} the words of forms that are not on screen */
const kept = new Map();

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** What nobody types in; only the text that somebody began from goes with their words. */
const NO_FIELD = new Set(["hidden", "submit", "button"]);

/**
 * The controls in which people write or choose.
 * @param {HTMLFormElement} form
 * @returns {Control[]}
 */
export function controls(form) {
  /** @type {Control[]} */
  const found = [];
  for (const each of Array.from(form.elements)) {
    const isControl =
      each instanceof HTMLTextAreaElement ||
      each instanceof HTMLSelectElement ||
      (each instanceof HTMLInputElement && (!NO_FIELD.has(each.type) || each.name === "base"));
    if (isControl) found.push(/** @type {Control} */ (each));
  }
  return found;
}

/** @param {Control} control */
function differs(control) {
  if (control instanceof HTMLSelectElement) {
    const first = Array.from(control.options).findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(0, first);
  }
  if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
    return control.checked !== control.defaultChecked;
  }
  return control.value.trim() !== control.defaultValue.trim();
}

/**
 * Whether a form holds something that its owner typed or chose and did not send.
 * @param {HTMLFormElement} form
 */
export function isDirty(form) {
  return controls(form).some(differs);
}

/**
 * Whether a form must be left alone: somebody is in it, has typed in it, or it waits for its answer.
 * @param {HTMLFormElement} form
 */
export function isHeld(form) {
  const { activeElement } = document;
  const inside = activeElement instanceof Element && form.contains(activeElement) && isField(activeElement);
  return inside || "pending" in form.dataset || isDirty(form) || Boolean(form.querySelector("[data-inked]"));
}

/** @param {Element} element */
function isField(element) {
  return element.matches("textarea, select, input:not([type=hidden])");
}

/**
 * The name under which a form's words are kept: the step on screen, and what the form is for.
 * @param {HTMLFormElement} form
 * @param {string} step
 */
export function draftName(form, step) {
  const about = form.querySelector('[data-fill="id"]');
  const entry = about instanceof HTMLInputElement ? about.value : "";
  return [step, form.id || form.dataset.do, entry].join("/");
}

/**
 * Keep the words of a form that goes from the screen.
 * @param {HTMLFormElement} form
 * @param {string} step
 */
export function keepDraft(form, step) {
  const name = draftName(form, step);
  if (!isDirty(form)) {
    kept.delete(name);
    return;
  }
  kept.set(name, draftOf(form));
}

/**
 * The values of a form as they are now.
 * @param {HTMLFormElement} form
 */
export function draftOf(form) {
  /** @type {Draft} */
  const draft = {};
  controls(form).forEach((control, index) => {
    const chosen = control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
    draft[`${control.name}/${chosen ? control.value : index}`] = chosen ? control.checked : control.value;
  });
  return draft;
}

/**
 * Words from an earlier visit: they come back when their form does.
 * @param {{name: string, draft: Draft}[]} rows
 */
export function recall(rows) {
  for (const { name, draft } of rows) if (!kept.has(name)) kept.set(name, draft);
}

/** The words of a form were sent. @param {string} name */
export function forgetDraft(name) {
  kept.delete(name);
}

/**
 * Put kept words back in a form that came on the screen, unless somebody is already in it.
 * @param {HTMLFormElement} form
 * @param {string} step
 */
export function restoreDraft(form, step) {
  const name = draftName(form, step);
  const draft = kept.get(name);
  if (!draft || isHeld(form)) return;
  controls(form).forEach((control, index) => {
    const chosen = control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
    const value = draft[`${control.name}/${chosen ? control.value : index}`];
    if (value === undefined) return;
    if (chosen && control instanceof HTMLInputElement) control.checked = Boolean(value);
    else control.value = String(value);
  });
  kept.delete(name);
}

/**
 * Empty a form after its words were taken.
 * @param {HTMLFormElement} form
 */
export function clearForm(form) {
  form.reset();
  for (const control of controls(form)) {
    if (control instanceof HTMLTextAreaElement) {
      control.value = "";
      control.defaultValue = "";
    }
  }
}
