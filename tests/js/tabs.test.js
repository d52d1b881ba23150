import assert from "node:assert/strict";
import { test } from "node:test";
import { Tabs } from "../../partnerschap/static/js/live/tabs.js";

const quiet = { answered() {}, returned() {}, left() {} };

test("tabs of one person find each other, and not those of somebody else", async () => {
  const mine = new Tabs("map/fatma", quiet);
  const other = new Tabs("map/fatma", quiet);
  const sander = new Tabs("map/sander", quiet);
  try {
    assert.deepEqual(await mine.others(), new Set([other.id]));
    assert.deepEqual(await sander.others(), new Set());
  } finally {
    for (const tabs of [mine, other, sander]) tabs.close();
  }
});

test("a duplicated tab gets a name of its own", async () => {
  const first = new Tabs("map/joke", quiet);
  const copy = new Tabs("map/joke", quiet);
  copy.id = first.id;
  try {
    await copy.others();
    assert.notEqual(copy.id, first.id);
  } finally {
    for (const tabs of [first, copy]) tabs.close();
  }
});

test("an answer is told to the other tabs", async () => {
  /** @type {[string, boolean][]} */
  const heard = [];
  const first = new Tabs("map/nora", quiet);
  const second = new Tabs("map/nora", { ...quiet, answered: (op, ack) => heard.push([op, ack.ok]) });
  try {
    first.answered("01", { ok: true, seq: 3 });
    await second.others();
    assert.deepEqual(heard, [["01", true]]);
  } finally {
    for (const tabs of [first, second]) tabs.close();
  }
});

test("what came back is told to the other tabs, and a closed one says nothing more", async () => {
  let times = 0;
  const first = new Tabs("map/joost", quiet);
  const second = new Tabs("map/joost", { ...quiet, returned: () => (times += 1) });
  try {
    first.returned();
    first.close();
    first.returned();
    await second.others();
    assert.equal(times, 1);
  } finally {
    for (const tabs of [first, second]) tabs.close();
  }
});
