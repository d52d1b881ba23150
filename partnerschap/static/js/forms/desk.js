// The desk: one form about one entry, opened where it stands in the page, without going to another page.

import { t } from "../text.js";
import { clearForm, isDirty, keepDraft, restoreDraft } from "./drafts.js";
import { clearErrors } from "./errors.js";

/** @typedef {import("../live/store.js").Row} Row */

/** @returns {HTMLElement | null} */
function desk() {
  return document.querySelector("[data-desk]");
}

/** @param {string} name */
function formOf(name) {
  return /** @type {HTMLFormElement | null} */ (document.getElementById(`bureau-${name}`));
}

/** @param {Row} entry */
function textOf(entry) {
  return String(entry.texts?.[0] ?? entry.text ?? entry.because ?? "");
}

/** @param {Element} field @param {string} value */
function put(field, value) {
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.defaultValue = value;
  if (field instanceof HTMLTextAreaElement) field.value = value;
}

/** What a text says as somebody begins to change it. @param {string} text */
function baseField(text) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "base", value: text });
  return field;
}

/**
 * A field for each text of a point of difference, after the first one's example.
 * @param {HTMLElement} place
 * @param {string[]} texts
 * @param {boolean} many
 */
function fillTexts(place, texts, many) {
  const example = place.querySelector(".field");
  if (!example) return;
  for (const each of Array.from(place.querySelectorAll(".field")).slice(1)) each.remove();
  for (const each of place.querySelectorAll("input[name=base]")) each.remove();
  place.prepend(...texts.map(baseField));
  texts.forEach((text, index) => {
    const field = /** @type {HTMLElement} */ (index === 0 ? example : example.cloneNode(true));
    const area = /** @type {HTMLTextAreaElement} */ (field.querySelector("textarea"));
    const label = field.querySelector("label");
    area.id = `desk-edit-text${index === 0 ? "" : `-${index + 1}`}`;
    area.name = many ? "texts" : "text";
    put(area, text);
    if (label) {
      label.htmlFor = area.id;
      label.textContent = many ? t("Tekst %(number)s", { number: index + 1 }) : t("De nieuwe tekst");
    }
    if (index > 0) place.append(field);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} id
 * @param {Row} entry
 */
function fill(form, name, id, entry) {
  /** @type {Record<string, string>} */
  const values = {
    id,
    prompt: entry.prompt ?? "",
    topic: entry.topic ?? "",
    question: entry.question ?? "",
  };
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-fill]"))) {
    const what = place.dataset.fill ?? "";
    if (what === "quote") place.textContent = textOf(entry);
    else if (what === "texts") fillTexts(place, entry.texts ?? [entry.text], entry.kind === "difference");
    else if (what in values) /** @type {HTMLInputElement} */ (place).value = values[what];
  }
  const areas = form.querySelectorAll("textarea");
  if (name === "edit_own") {
    put(areas[0], entry.text);
    if (areas[1]) put(areas[1], entry.meaning ?? "");
  }
  if (name === "differ" && areas[0]) put(areas[0], textOf(entry));
  if (name === "set_status") {
    for (const radio of form.querySelectorAll("input[type=radio]")) {
      const input = /** @type {HTMLInputElement} */ (radio);
      input.checked = input.value === entry.status;
      input.defaultChecked = input.checked;
    }
  }
}

export class Desk {
  #page;
  #opener = "";
  #name = "";
  #entry = "";
  #text = "";

  /** @param {import("../page.js").Page} page */
  constructor(page) {
    this.#page = page;
    document.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Whether a form of the desk is open. */
  get isOpen() {
    return Boolean(this.#name) && desk()?.hidden === false;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const opener = event.target.closest("a[data-open]");
    if (opener instanceof HTMLElement && this.open(opener.dataset.open ?? "", opener.dataset.entry ?? "")) {
      event.preventDefault();
      return;
    }
    const away = event.target.closest("[data-desk] a.button");
    if (away) {
      event.preventDefault();
      this.close();
    }
  }

  /**
   * @param {string} name of the form
   * @param {string} id of the entry
   * @returns {boolean} whether it could be opened
   */
  open(name, id) {
    const place = desk();
    const form = formOf(name);
    const entry = this.#page.read.entry(id);
    if (!place || !form || !entry) return false;
    for (const other of /** @type {NodeListOf<HTMLFormElement>} */ (
      place.querySelectorAll("form[data-for]")
    )) {
      if (!other.hidden) keepDraft(other, this.#page.at);
      other.hidden = other !== form;
    }
    clearErrors(form);
    clearForm(form);
    form.querySelector("[data-changed]")?.remove();
    fill(form, name, id, entry);
    restoreDraft(form, this.#page.at);
    [this.#name, this.#entry, this.#text] = [name, id, textOf(entry)];
    this.#opener = `a[data-open="${name}"][data-entry="${CSS.escape(id)}"]`;
    place.hidden = false;
    const first = form.querySelector("textarea, input:not([type=hidden])");
    (first instanceof HTMLElement ? first : place).focus();
    place.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Close it; the focus goes back to where it was opened. */
  close() {
    const place = desk();
    if (!place) return;
    const had = place.contains(document.activeElement);
    const form = formOf(this.#name);
    if (form) {
      keepDraft(form, this.#page.at);
      clearForm(form);
      form.hidden = true;
    }
    place.hidden = true;
    this.#name = "";
    if (!had) return;
    const back =
      document.querySelector(this.#opener) ??
      document.querySelector(`[data-id="${CSS.escape(this.#entry)}"]`);
    if (back instanceof HTMLElement) {
      if (!back.matches("a, button")) back.tabIndex = -1;
      back.focus();
    }
  }

  /** The map changed while somebody is at the desk: say so in the form, and leave their words alone. */
  notice() {
    const form = formOf(this.#name);
    if (!form || !this.isOpen) return;
    const entry = this.#page.read.entry(this.#entry);
    const now = entry ? textOf(entry) : "";
    if (entry && now === this.#text) return;
    if (!isDirty(form) && entry && !form.contains(document.activeElement)) {
      fill(form, this.#name, this.#entry, entry);
      this.#text = now;
      return;
    }
    form.querySelector("[data-changed]")?.remove();
    const line = document.createElement("p");
    line.className = "notice";
    line.dataset.changed = "";
    line.setAttribute("role", "status");
    const by = entry?.changed?.by;
    if (!entry) line.textContent = t("Deze tekst is intussen weggehaald.");
    else if (by)
      line.textContent = t("Veranderd door %(name)s. Er staat nu: %(text)s", { name: by, text: now });
    else line.textContent = t("De tekst is intussen veranderd. Er staat nu: %(text)s", { text: now });
    form.querySelector(".desk__quote")?.after(line);
    this.#text = now;
  }
}
