import assert from "node:assert/strict";
import { test } from "node:test";
import { Bulletin } from "../../partnerschap/static/js/bulletin.js";

/** @typedef {import("../../partnerschap/static/js/page.js").News} News */
/** @typedef {Record<string, unknown>} Values */

/**
 * A bulletin whose moment comes when the test says so.
 * @param {(news: News) => string[]} sentences
 */
function bulletin(sentences) {
  /** @type {string[]} */
  const said = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const say = (/** @type {string} */ words) => void said.push(words);
  const later = (/** @type {() => void} */ tell) => void waiting.push(tell);
  return { told: new Bulletin(sentences, { say, later }), said, waiting };
}

/** @param {Values} before @param {Values} after @returns {News} */
function news(before, after) {
  return { before: new Map(Object.entries(before)), after: new Map(Object.entries(after)), keys: new Set() };
}

test("changes that come together are told once, as they are by then", () => {
  const { told, said, waiting } = bulletin(({ before, after, keys }) => [
    `${before.get("focus")} to ${after.get("focus")}: ${[...keys].sort()}`,
  ]);
  told.add(news({ focus: "note", a: 1 }, { focus: "consent", a: 1 }));
  told.add(news({ focus: "consent", a: 1 }, { focus: "relations", a: 1, b: 2 }));
  assert.deepEqual(said, []);
  assert.equal(waiting.length, 1, "a later change does not put the telling off");
  waiting[0]();
  assert.deepEqual(said, ["note to relations: b,focus"]);
  told.add(news({ focus: "relations" }, { focus: "conduct" }));
  waiting[1]();
  assert.equal(said[1], "relations to conduct: focus");
});

test("what was undone meanwhile is not told, and a long list ends with the remark that there is more", () => {
  const quiet = bulletin(({ keys }) => [...keys]);
  quiet.told.add(news({ a: 1 }, { a: 2 }));
  quiet.told.add(news({ a: 2 }, { a: 1 }));
  quiet.waiting[0]();
  assert.deepEqual(quiet.said, []);

  const busy = bulletin(() => ["1.", "2.", "3.", "4.", "5.", "6."]);
  busy.told.add(news({}, { a: 1 }));
  busy.waiting[0]();
  assert.deepEqual(busy.said, ["1. 2. 3. 4. Er veranderde meer op de kaart."]);
});
