// Bring one tree of elements in the state of another, and leave alone what is being worked in. No lit, no network.

/**
 * What the caller wants with an element that stands on the page: `leave` it as it is, only bring its `attributes`
 * up to date, or go `on` into its children.
 * @typedef {"leave" | "attributes" | "on"} Way
 * @typedef {(element: Element) => Way} Choose
 */

/** Set by the person or by scripts, not by the page. */
const THEIRS = new Set(["open", "data-adopted", "data-pending"]);

/**
 * What makes an element recognisable among its siblings.
 * @param {Node} node
 * @returns {string}
 */
export function keyOf(node) {
  if (!(node instanceof Element)) return "";
  if (node.id) return `#${node.id}`;
  const { live, prompt, topic, step, id, phases } = /** @type {HTMLElement} */ (node).dataset ?? {};
  if (live) return ["live", live, prompt, topic, step].join("/");
  if (id) return `id/${id}`;
  if (phases) return `phases/${phases}/${node.tagName}`;
  if (node instanceof HTMLFormElement && node.dataset.do) {
    const about = ["step", "entry", "prompt", "topic", "person", "phase"].map(
      (name) => node.querySelector(`input[name="${name}"]`)?.getAttribute("value") ?? "",
    );
    return ["do", node.dataset.do, ...about].join("/");
  }
  return "";
}

/** @param {Element} from @param {Element} to @param {Choose} choose */
function bringAttributes(from, to, choose) {
  for (const { name } of Array.from(from.attributes)) {
    if (!to.hasAttribute(name) && !THEIRS.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of Array.from(to.attributes)) {
    if (from.getAttribute(name) === value || THEIRS.has(name)) continue;
    // Hiding what somebody is writing in would take the focus out of their hands.
    if (name !== "hidden" || !isHeld(from, choose)) from.setAttribute(name, value);
  }
}

/** @param {Node} from @param {Node} to */
function alike(from, to) {
  if (from.nodeType !== to.nodeType) return false;
  if (!(from instanceof Element && to instanceof Element)) return true;
  if (from.tagName !== to.tagName || keyOf(from) !== keyOf(to)) return false;
  return (from.classList[0] ?? "") === (to.classList[0] ?? "");
}

/**
 * @param {Element} from on the page
 * @param {Element} to as it should be; is not changed
 * @param {Choose} choose
 */
export function morph(from, to, choose) {
  const way = choose(from);
  if (way === "leave") return;
  bringAttributes(from, to, choose);
  if (way === "attributes") return;
  if (from instanceof HTMLTextAreaElement) {
    if (from.defaultValue !== to.textContent) from.defaultValue = to.textContent ?? "";
    return;
  }
  morphChildren(from, to, choose);
}

/**
 * Whether something inside is to be left alone, so that the element must not go.
 * @param {Node} node
 * @param {Choose} choose
 */
function isHeld(node, choose) {
  if (!(node instanceof Element)) return false;
  if (node.matches("form") && choose(node) === "leave") return true;
  return Array.from(node.querySelectorAll("form")).some((form) => choose(form) === "leave");
}

/** @param {Element} from @param {Element} to @param {Choose} choose */
function morphChildren(from, to, choose) {
  /** @type {Map<string, Node>} */
  const byKey = new Map();
  for (const child of Array.from(from.childNodes)) {
    const key = keyOf(child);
    if (key && !byKey.has(key)) byKey.set(key, child);
  }
  const wanted = new Set(Array.from(to.childNodes, keyOf));
  /** @type {Node | null} */
  let at = from.firstChild;
  for (const target of Array.from(to.childNodes)) {
    const key = keyOf(target);
    // What stands here and is wanted nowhere goes first, so that what follows falls into place.
    while (at && keyOf(at) && !wanted.has(keyOf(at)) && !isHeld(at, choose)) {
      const next = at.nextSibling;
      at.parentNode?.removeChild(at);
      at = next;
    }
    while (at && key && isHeld(at, choose) && keyOf(at) !== key) at = at.nextSibling;
    const known = key ? byKey.get(key) : undefined;
    const match =
      known && alike(known, target) ? known : at && !keyOf(at) && !key && alike(at, target) ? at : null;
    if (!match) {
      from.insertBefore(document.importNode(target, true), at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else at = bringHere(match, at, from);
    bring(match, target, choose);
  }
  while (at) {
    const next = at.nextSibling;
    if (!isHeld(at, choose)) at.parentNode?.removeChild(at);
    at = next;
  }
}

/**
 * Put an element before another. The one with the focus would lose it by that: what stands before it goes behind it.
 * @param {Node} match
 * @param {Node | null} at
 * @param {Element} parent
 * @returns {Node | null} what comes next
 */
function bringHere(match, at, parent) {
  const follows = at && at.compareDocumentPosition(match) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (!follows || !match.contains(document.activeElement)) {
    parent.insertBefore(match, at);
    return at;
  }
  const behind = match.nextSibling;
  /** @type {Node | null} */
  let next = at;
  while (next && next !== match) {
    /** @type {Node} */
    const passed = next;
    next = passed.nextSibling;
    parent.insertBefore(passed, behind);
  }
  return match.nextSibling;
}

/** @param {Node} from @param {Node} to @param {Choose} choose */
function bring(from, to, choose) {
  if (from instanceof Element && to instanceof Element) morph(from, to, choose);
  else if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
}
