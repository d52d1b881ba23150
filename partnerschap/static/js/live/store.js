// The view as this browser has it: a pure reducer over what the server sends. No DOM, no network.

/** @typedef {Record<string, any>} Row one value of the view; its shape follows from its key */
/** @typedef {ReadonlyMap<string, any>} View */
/** @typedef {{seq: number, view: Record<string, any>}} Snapshot */
/** @typedef {{seq: number, since: number, set: Record<string, any>, del: string[]}} Change */

/**
 * `seq` is the number up to which the view is whole (-1: nothing yet), `latest` the highest number heard of, and
 * `recent` the changes that arrived on this connection, kept for a snapshot that is older than they are.
 * @typedef {{seq: number, view: View, latest: number, recent: readonly Change[]}} State
 */

const REMEMBERED = 60;

/** @type {State} */
export const NOTHING = { seq: -1, view: new Map(), latest: -1, recent: [] };

/**
 * Whether something is missing, so that the server must be asked.
 * @param {State} state
 */
export function isStale(state) {
  return state.seq < 0 || state.seq < state.latest;
}

/**
 * A new connection begins: what the former one announced no longer counts.
 * @param {State} state
 * @returns {State}
 */
export function reconnected(state) {
  return { ...state, latest: -1, recent: [] };
}

/**
 * The server's whole view. Changes that arrived before it and are newer are applied on top.
 * @param {State} state
 * @param {Snapshot} snapshot
 * @returns {State}
 */
export function withSnapshot(state, snapshot) {
  if (snapshot.seq < state.seq && state.latest >= state.seq) return state;
  const start = {
    ...state,
    seq: snapshot.seq,
    view: new Map(Object.entries(snapshot.view)),
    latest: Math.max(state.latest, snapshot.seq),
  };
  return caughtUp(start);
}

/**
 * One change. A duplicate or one that was overtaken changes nothing; one that comes too early is kept.
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
export function withChange(state, change) {
  if (change.seq < state.seq) return state;
  const recent = [...state.recent, change].slice(-REMEMBERED);
  const heard = { ...state, recent, latest: Math.max(state.latest, change.seq) };
  return caughtUp(applies(state, change) ? applied(heard, change) : heard);
}

/**
 * The heartbeat: the number that the view should have.
 * @param {State} state
 * @param {number} seq
 * @returns {State}
 */
export function withBeat(state, seq) {
  return seq > state.latest ? { ...state, latest: seq } : state;
}

/**
 * The keys of a view as the server has them, whatever came when: in an order that tells nothing, but what is somebody's
 * own (`me…`) as they wrote it.
 * @param {View} view
 * @returns {string[]}
 */
export function inOrder(view) {
  const isMine = (/** @type {string} */ key) => key.startsWith("me");
  const keys = [...view.keys()];
  return [...keys.filter((key) => !isMine(key)).sort(), ...keys.filter(isMine)];
}

/**
 * The keys whose value differs between two views.
 * @param {View} before
 * @param {View} after
 * @returns {Set<string>}
 */
export function differences(before, after) {
  /** @type {Set<string>} */
  const keys = new Set();
  if (before === after) return keys;
  for (const [key, value] of after) if (!before.has(key) || !isSame(before.get(key), value)) keys.add(key);
  for (const key of before.keys()) if (!after.has(key)) keys.add(key);
  return keys;
}

/**
 * Whether two values say the same; a page and a live connection may name the parts in another order.
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function isSame(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && isSame(one[key], other[key]))
  );
}

/**
 * A change holds the newest values of all that changed after `since`, so it fits on anything from there on. One
 * about the present number (`since` is its own number) is about what stands outside the journal.
 * @param {State} state
 * @param {Change} change
 */
function applies(state, change) {
  if (state.seq < 0 || change.since > state.seq) return false;
  return change.seq > state.seq || change.since === state.seq;
}

/**
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
function applied(state, change) {
  const view = new Map(state.view);
  for (const key of change.del) view.delete(key);
  for (const [key, value] of Object.entries(change.set)) view.set(key, value);
  return { ...state, seq: change.seq, view };
}

/**
 * Apply what was kept, for as long as something fits.
 * @param {State} state
 * @returns {State}
 */
function caughtUp(state) {
  let now = state;
  for (;;) {
    const next = now.recent.find((change) => change.seq > now.seq && applies(now, change));
    if (!next) return now;
    now = applied(now, next);
  }
}
