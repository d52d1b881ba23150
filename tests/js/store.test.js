import assert from "node:assert/strict";
import { test } from "node:test";
import {
  differences,
  inOrder,
  isStale,
  NOTHING,
  reconnected,
  withBeat,
  withChange,
  withSnapshot,
} from "../../partnerschap/static/js/live/store.js";
import { chance } from "./chance.js";

/** @typedef {import("../../partnerschap/static/js/live/store.js").Change} Change */
/** @typedef {import("../../partnerschap/static/js/live/store.js").State} State */

const KEYS = ["map", "focus", "own/1", "own/2", "joint/1", "joint/2", "gate/values"];

/**
 * A server's history: its view after every number, and the changes in between, some of which hold several steps.
 * @param {ReturnType<typeof chance>} dice
 * @param {number} length
 */
function history(dice, length) {
  /** @type {Record<string, any>[]} */
  const views = [{ map: { title: "begin" } }];
  for (let seq = 1; seq <= length; seq += 1) {
    const next = { ...views[seq - 1] };
    const key = dice.pick(KEYS);
    if (key in next && dice.below(3) === 0) delete next[key];
    else next[key] = { seq, words: dice.below(1_000) };
    views.push(next);
  }
  /** @type {Change[]} */
  const changes = [];
  for (let since = 0; since < length; ) {
    const seq = Math.min(length, since + 1 + (dice.below(4) === 0 ? dice.below(3) : 0));
    const [before, after] = [views[since], views[seq]];
    const set = Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value));
    changes.push({ seq, since, set, del: Object.keys(before).filter((key) => !(key in after)) });
    since = seq;
  }
  return { views, changes };
}

/** @param {State} state */
function plain(state) {
  return Object.fromEntries(state.view);
}

test("what comes later stands where a fresh page has it; one's own words stay as one wrote them", () => {
  const shown = withSnapshot(NOTHING, { seq: 1, view: { "own/b": 1, "own/d": 1, "me/own/z": 1 } });
  const change = { seq: 2, since: 1, set: { "own/c": 1, "own/a": 1, "me/own/y": 1 }, del: [] };
  assert.deepEqual(inOrder(withChange(shown, change).view), [
    "own/a",
    "own/b",
    "own/c",
    "own/d",
    "me/own/z",
    "me/own/y",
  ]);
});

test("whatever order, loss and doubling: after catching up the view is the server's", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const dice = chance(seed);
    const { views, changes } = history(dice, 25);
    let state = withSnapshot(NOTHING, { seq: 0, view: views[0] });
    const arriving = dice.shuffled([...changes, ...changes.filter(() => dice.below(3) === 0)]);
    for (const change of arriving) {
      if (dice.below(5) === 0) continue;
      state = withChange(state, change);
      assert.deepEqual(
        plain(state),
        views[state.seq],
        `seed ${seed}: never a view that the server did not have`,
      );
    }
    state = withBeat(state, 25);
    if (isStale(state)) state = withSnapshot(state, { seq: 25, view: views[25] });
    assert.equal(state.seq, 25);
    assert.equal(isStale(state), false);
    assert.deepEqual(plain(state), views[25]);
  }
});

test("a gap is noticed at once and by a heartbeat, and filled by what arrives late", () => {
  let state = withSnapshot(NOTHING, { seq: 0, view: {} });
  state = withChange(state, { seq: 1, since: 0, set: { map: 1 }, del: [] });
  state = withChange(state, { seq: 3, since: 2, set: { focus: 3 }, del: [] });
  assert.equal(state.seq, 1);
  assert.equal(isStale(state), true);
  state = withChange(state, { seq: 2, since: 1, set: { map: 2, focus: 2 }, del: [] });
  assert.deepEqual([state.seq, plain(state)], [3, { map: 2, focus: 3 }]);
  assert.equal(isStale(state), false);
  assert.equal(isStale(withBeat(state, 3)), false);
  assert.equal(isStale(withBeat(state, 4)), true);
});

test("changes that arrive before the snapshot of a new connection are applied on top of it", () => {
  let state = withSnapshot(NOTHING, { seq: 4, view: { map: "old" } });
  state = reconnected(state);
  state = withChange(state, { seq: 9, since: 8, set: { map: "nine" }, del: [] });
  assert.equal(isStale(state), true);
  state = withSnapshot(state, { seq: 8, view: { map: "eight", focus: 1 } });
  assert.equal(state.seq, 9);
  assert.deepEqual(plain(state), { map: "nine", focus: 1 });
});

test("an answer that is older than the view changes nothing; after a new connection the server is right", () => {
  let state = withSnapshot(NOTHING, { seq: 5, view: { map: "five" } });
  state = withSnapshot(state, { seq: 3, view: { map: "three" } });
  assert.deepEqual(plain(state), { map: "five" });
  state = withSnapshot(reconnected(state), { seq: 3, view: { map: "restored" } });
  assert.deepEqual([state.seq, plain(state)], [3, { map: "restored" }]);
});

test("a change about what stands outside the journal has the number of the view", () => {
  let state = withSnapshot(NOTHING, { seq: 5, view: { join: { open: true } } });
  state = withChange(state, { seq: 5, since: 5, set: { join: { open: false } }, del: [] });
  assert.deepEqual([state.seq, plain(state)], [5, { join: { open: false } }]);
});

test("a change leaves the former state as it was", () => {
  const before = withSnapshot(NOTHING, { seq: 1, view: { map: 1, focus: 1 } });
  const after = withChange(before, { seq: 2, since: 1, set: { map: 2 }, del: ["focus"] });
  assert.deepEqual(plain(before), { map: 1, focus: 1 });
  assert.deepEqual([...differences(before.view, after.view)].sort(), ["focus", "map"]);
  assert.equal(differences(after.view, new Map([["map", 2]])).size, 0);
});

test("the order of the parts of a value is no difference; that of a list is", () => {
  const one = new Map([["map", { a: 1, b: { c: [1, null], d: "x" } }]]);
  const turned = new Map([["map", { b: { d: "x", c: [1, null] }, a: 1 }]]);
  assert.equal(differences(one, turned).size, 0);
  for (const other of [
    { a: 1, b: { c: [null, 1], d: "x" } },
    { a: 1, b: { c: { 0: 1, 1: null }, d: "x" } },
    { a: 1, b: { c: [1, null] } },
    { a: 1, b: { c: [1, null], d: "x", e: undefined } },
    { a: "1", b: { c: [1, null], d: "x" } },
    null,
  ])
    assert.equal(differences(one, new Map([["map", other]])).size, 1, JSON.stringify(other));
});
