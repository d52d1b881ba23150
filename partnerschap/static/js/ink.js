// The ink of a signature: strokes of points from 0 to 1 in a box of 3 by 1. No page, no network.

/** @typedef {[number, number]} Point */
/** @typedef {Point[]} Stroke */

/** As the server judges it: a dot or one straight line is no signature. */
const LEAST_INK = 0.15;
const LEAST_BEND = 0.02;
const BOX = { width: 300, height: 100 };

/**
 * A place on the pad as a point of the box.
 * @param {number} x
 * @param {number} y
 * @param {{left: number, top: number, width: number, height: number}} box
 * @returns {Point}
 */
export function normalised(x, y, box) {
  const within = (/** @type {number} */ value) =>
    Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
  return [within((x - box.left) / (box.width || 1)), within((y - box.top) / (box.height || 1))];
}

/**
 * Whether this can count as a signature.
 * @param {Stroke[]} strokes
 */
export function isSignature(strokes) {
  let ink = 0;
  for (const stroke of strokes) {
    for (let index = 1; index < stroke.length; index += 1) {
      ink += Math.hypot(stroke[index][0] - stroke[index - 1][0], stroke[index][1] - stroke[index - 1][1]);
    }
  }
  return ink >= LEAST_INK && bend(strokes.flat()) >= LEAST_BEND;
}

/** How far the drawing leaves the line between its ends. @param {Point[]} points */
function bend(points) {
  if (points.length < 2) return 0;
  const [x0, y0] = points[0];
  const [x1, y1] = points[points.length - 1];
  const length = Math.hypot(x1 - x0, y1 - y0);
  const distance = ([x, y] = /** @type {Point} */ ([0, 0])) =>
    length === 0
      ? Math.hypot(x - x0, y - y0)
      : Math.abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length;
  return Math.max(...points.map((point) => distance(point)));
}

/**
 * Strokes as the path of an SVG whose box is 300 by 100.
 * @param {Stroke[]} strokes
 */
export function pathOf(strokes) {
  const at = ([x, y] = /** @type {Point} */ ([0, 0])) =>
    `${+(x * BOX.width).toFixed(1)} ${+(y * BOX.height).toFixed(1)}`;
  return strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => `M${stroke.map((point) => at(point)).join("L")}${stroke.length === 1 ? "h.01" : ""}`)
    .join("");
}

/**
 * The strokes that a field holds; none when it holds something else.
 * @param {string} text
 * @returns {Stroke[]}
 */
export function strokesIn(text) {
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
