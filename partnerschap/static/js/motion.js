// Movement that says something: slips turn over, planks slide in, a parcel surfaces. None when people ask for none.

const TURN = 420;
const NEXT = 90;
const ALL = 2_000;

export function movesLittle() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * When each of a number of slips begins to turn, so that the last has turned within two seconds.
 * @param {number} count
 * @returns {number[]} milliseconds
 */
export function turningTimes(count) {
  const step = Math.min(NEXT, count > 1 ? (ALL - TURN) / (count - 1) : 0);
  return Array.from({ length: count }, (_, index) => Math.round(step * index));
}

/**
 * Turn slips over, one after the other.
 * @param {Element[]} slips
 */
export function turnOver(slips) {
  if (movesLittle()) return;
  const times = turningTimes(slips.length);
  slips.forEach((slip, index) => {
    slip.animate?.([{ transform: "rotateY(90deg)" }, { transform: "none" }], {
      duration: TURN,
      delay: times[index],
      easing: "ease-in-out",
      fill: "backwards",
    });
  });
}

/**
 * Let an element go through an animation of the style sheet once.
 * @param {Element | null} element
 * @param {"is-laying" | "is-surfacing"} name
 */
export function once(element, name) {
  if (!element || movesLittle()) return;
  element.classList.add(name);
  setTimeout(() => element.classList.remove(name), 1_200);
}
