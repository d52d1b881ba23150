// From a form to an act: the types that the wire wants, and the ids that the browser makes.

import { newEntryId, newOperationId } from "../ids.js";
import { t } from "../text.js";

/** @typedef {import("../live/queue.js").Act} Act */

/** What belongs to the form and not to the act. */
const FRAME = new Set(["csrf_token", "op", "back", "terug", "klaar"]);
const LISTS = new Set(["owners", "serves", "from", "texts", "begin_with", "base"]);
const YES_OR_NO = new Set(["private", "absent", "paused", "gives", "want", "can", "circumstances", "device"]);
const NUMBERS = new Set(["now", "wished"]);
/** Empty means: not said. */
const MAY_LACK = new Set(["on_behalf", "called", "role", "organisation", "entry", "progress"]);
const NO = new Set(["", "0", "no", "false"]);

/** Acts that make something new, which gets its id here. */
const MAKES = new Set([
  "write",
  "note",
  "adopt",
  "differ",
  "park",
  "meaning",
  "stance",
  "responsibility",
  "tell",
]);

/** Acts that are sent live. Others are pages of their own: their forms are left to the browser. */
const LIVE = new Set([
  ...MAKES,
  ...["absent", "hand_over", "focus", "pause", "reveal", "share", "answer", "respect", "edit"],
  ...[
    "set_status",
    "remove",
    "drop_alternative",
    "ask_meaning",
    "reply",
    "show_stances",
    "show_spread",
    "close",
    "reopen_step",
    "take",
    "refuse",
  ],
  ...["confirm", "limit", "will_can", "spectrum", "terms", "freeze", "sign", "decline", "take_back"],
  ...["seal", "withdraw", "reopen", "review", "untell", "undo"],
]);

/**
 * @param {string} act
 */
export function isLive(act) {
  return LIVE.has(act);
}

/**
 * @param {string} name
 * @param {string[]} values
 * @returns {unknown}
 */
function typed(name, values) {
  const last = values[values.length - 1];
  if (LISTS.has(name)) return values.filter((value) => value !== "");
  if (YES_OR_NO.has(name)) return !NO.has(last);
  if (NUMBERS.has(name)) return Number(last);
  if (name === "review_on") return last || null;
  if (name === "strokes") return last ? JSON.parse(last) : [];
  return last.replace(/\r\n/g, "\n");
}

/**
 * The act that a form asks for, with a new operation id.
 * @param {[string, string][]} fields names and values, in order; a name may come more than once
 * @returns {Act}
 */
export function actOf(fields) {
  /** @type {Map<string, string[]>} */
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  /** @type {Act} */
  const act = { op: newOperationId(), do: String(given.get("do")?.[0]) };
  for (const [name, values] of given) {
    if (FRAME.has(name) || name === "do") continue;
    if (MAY_LACK.has(name) && values.every((value) => value === "")) continue;
    act[name] = typed(name, values);
  }
  if (MAKES.has(act.do) && !act.id) act.id = newEntryId();
  return plain(act);
}

/**
 * Small differences between what a form shows and what the act is.
 * @param {Act} act
 * @returns {Act}
 */
function plain(act) {
  // Without words, "what would you see happen?" is only asked.
  if (act.do === "meaning" && !String(act.text ?? "").trim())
    return { op: act.op, do: "ask_meaning", entry: act.entry };
  if (act.do === "close" && !String(act.override ?? "").trim())
    return { op: act.op, do: "close", step: act.step };
  if (act.do === "responsibility" && !act.kind) return { ...act, kind: null };
  if (act.do === "write") return { private: false, ...act };
  if (act.do === "sign") return signed(act);
  // The field for a reason is only on screen with these two.
  if (act.do === "stance" && !["proviso", "object"].includes(act.stance)) return { ...act, because: "" };
  if (act.do === "differ") return without(act, "entry");
  return act;
}

/**
 * The answers stand in one form, and taking one back too: the button says which it is.
 * @param {Act} act
 * @returns {Act}
 */
function signed(act) {
  const { answer, ...rest } = act;
  const who = act.on_behalf ? { op: act.op, on_behalf: act.on_behalf } : { op: act.op };
  if (answer === "take_back") return { ...who, do: "take_back" };
  if (answer === "decline") return { ...who, do: "decline", because: act.because ?? "" };
  const drawn = act.method !== "typed" && act.strokes?.length > 0;
  return {
    ...without(/** @type {Act} */ (rest), "because"),
    method: drawn ? "drawn" : "typed",
    strokes: drawn ? act.strokes : [],
  };
}

/**
 * @param {Act} act
 * @param {string} name
 * @returns {Act}
 */
function without(act, name) {
  const { [name]: _, ...rest } = act;
  return /** @type {Act} */ (rest);
}

/**
 * Names and values of a form, as they would be sent; files are not.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [submitter] the button that was pressed, which may carry a value
 * @returns {[string, string][]}
 */
export function fieldsOf(form, submitter = null) {
  /** @type {[string, string][]} */
  const fields = [];
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.push([name, value]);
  const name = submitter?.getAttribute("name");
  if (name) fields.push([name, submitter?.getAttribute("value") ?? ""]);
  return fields;
}

/**
 * What is said when the server took an act.
 * @param {Act} act
 */
export function takenWords(act) {
  switch (act.do) {
    case "stance":
      return t("Je keuze is bewaard.");
    case "park":
      return t("Het staat op de parkeerplek.");
    case "note":
    case "adopt":
    case "differ":
      return t("Het staat op de kaart.");
    case "remove":
      return t("Weggehaald.");
    case "undo":
      return "";
    default:
      return t("Bewaard.");
  }
}
