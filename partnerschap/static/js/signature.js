// Drawing a signature: points from 0 to 1 in a box of 3 by 1, kept as JSON in a hidden field. Typing a name is enough.

import { isSignature, normalised, pathOf, strokesIn } from "./ink.js";
import { showProblems } from "./signproblems.js";
import { t } from "./text.js";

/** @typedef {import("./ink.js").Point} Point */
/** @typedef {import("./ink.js").Stroke} Stroke */

const MOST_STROKES = 60;
const MOST_POINTS = 4_000;

/**
 * The parts of a way to sign (`templates/ui/sign.html`).
 * @typedef {{pad: HTMLElement, canvas: SVGElement, field: HTMLInputElement, form: HTMLFormElement}} Parts
 */

class Pad {
  #parts;
  #path;
  /** @type {Stroke[]} */
  #strokes;
  /** @type {number | null} */
  #pointer = null;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    this.#path.setAttribute("class", "pad__stroke");
    parts.canvas.append(this.#path);
    this.#strokes = strokesIn(parts.field.value);
    this.#show();
    this.#listen();
  }

  #listen() {
    const { pad, canvas, form } = this.#parts;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#go(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => this.#end());
    pad.querySelector("[data-pad-wipe]")?.addEventListener("click", () => this.clear());
    form.addEventListener("reset", () => this.clear());
    form.addEventListener("change", () => {
      pad.hidden = !this.#isDrawing();
      if (!this.#isDrawing()) form.querySelector(`#${canvas.id}-error`)?.remove();
    });
    // In the capturing phase: before the form is sent.
    form.addEventListener("submit", (event) => this.#check(event), true);
  }

  /** Whether drawing was chosen, and not only typing. */
  #isDrawing() {
    const typed = this.#parts.form.querySelector('input[name="method"][value="typed"]');
    return !(typed instanceof HTMLInputElement && typed.checked);
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    if (this.#pointer !== null || event.button > 0 || this.#strokes.length >= MOST_STROKES) return;
    event.preventDefault();
    this.#pointer = event.pointerId;
    this.#parts.canvas.setPointerCapture?.(event.pointerId);
    this.#strokes.push([this.#point(event)]);
    this.#show();
  }

  /** @param {PointerEvent} event */
  #go(event) {
    if (event.pointerId !== this.#pointer) return;
    const stroke = this.#strokes[this.#strokes.length - 1];
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) {
      const point = this.#point(each);
      const last = stroke[stroke.length - 1];
      const moved = Math.hypot(point[0] - last[0], point[1] - last[1]);
      if (moved > 0.003 && this.#strokes.flat().length < MOST_POINTS) stroke.push(point);
    }
    this.#show();
  }

  #end() {
    if (this.#pointer === null) return;
    this.#pointer = null;
    this.#parts.field.value = JSON.stringify(this.#strokes);
  }

  clear() {
    this.#strokes = [];
    this.#parts.field.value = "";
    this.#show();
  }

  /** @param {SubmitEvent} event */
  #check(event) {
    if ((event.submitter?.getAttribute("value") ?? "sign") !== "sign") return;
    const { form, canvas } = this.#parts;
    const problems = [];
    const drawing = this.#lacking();
    if (drawing) problems.push({ id: canvas.id, words: drawing });
    const consent = form.querySelector('input[name="consent"]');
    if (consent instanceof HTMLInputElement && !consent.checked)
      problems.push({
        id: consent.id,
        words: t("Zet eerst het vinkje: heb je het contract gelezen en sta je erachter?"),
      });
    if (!problems.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    showProblems(form, problems);
  }

  /** What the drawing still lacks; empty when it will do, or only a name is typed. */
  #lacking() {
    if (!this.#isDrawing() || isSignature(this.#strokes)) return "";
    return this.#strokes.length
      ? t("Dit is nog te klein voor een handtekening. Teken wat groter, of typ alleen je naam.")
      : t("Teken eerst je handtekening, of kies: alleen naam typen.");
  }

  /** @param {PointerEvent} event */
  #point(event) {
    return normalised(event.clientX, event.clientY, this.#parts.canvas.getBoundingClientRect());
  }

  #show() {
    this.#path.setAttribute("d", pathOf(this.#strokes));
    // The page that is refreshed leaves a form alone in which somebody has drawn.
    this.#parts.pad.toggleAttribute("data-inked", this.#strokes.length > 0);
  }
}

/** Let people draw in every [data-sign] of the page. */
export function mountSignature() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sign]"))) {
    const pad = place.querySelector("[data-pad]");
    const canvas = place.querySelector("[data-pad-canvas]");
    const field = place.querySelector("[data-pad-strokes]");
    const form = place.closest("form");
    const whole =
      pad instanceof HTMLElement && canvas instanceof SVGElement && field instanceof HTMLInputElement && form;
    if (!whole || "mounted" in place.dataset) continue;
    place.dataset.mounted = "";
    new Pad({ pad, canvas, field, form });
  }
}
