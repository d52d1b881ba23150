// Dice that fall the same way for the same seed (mulberry32), so that a failing case can be repeated.

/** @param {number} seed */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    below,
    /** @template T @param {T[]} list @returns {T} */
    pick: (list) => list[below(list.length)],
    /** @template T @param {T[]} list @returns {T[]} */
    shuffled(list) {
      const mixed = [...list];
      for (let index = mixed.length - 1; index > 0; index -= 1) {
        const other = below(index + 1);
        [mixed[index], mixed[other]] = [mixed[other], mixed[index]];
      }
      return mixed;
    },
  };
}
