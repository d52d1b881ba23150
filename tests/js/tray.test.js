import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";
import "./channels.js";
import { Keep } from "../../partnerschap/static/js/live/keep.js";
import { isTooLate, Tray, wordsOf } from "../../partnerschap/static/js/live/tray.js";
import { actFrom } from "../../partnerschap/static/js/tray.js";

const write = {
  op: "01",
  do: "write",
  id: "e1",
  step: "values",
  prompt: "success",
  text: "rust",
  because: " ",
};
const closed = { ok: false, code: "step_closed", message: "Deze stap is klaar." };

test("the words of an act are what its author typed, and blanks are no words", () => {
  assert.deepEqual(wordsOf({ ...write, question: "hoe?", meaning: "stil" }), ["hoe?", "rust", "stil"]);
  assert.deepEqual(wordsOf({ op: "02", do: "differ", texts: ["bank", "geen bank"] }), ["bank", "geen bank"]);
  assert.deepEqual(wordsOf({ op: "03", do: "reveal", step: "values" }), []);
});

test("a closed step is too late; a missing reason can still be given in the form", () => {
  assert.equal(isTooLate(closed), true);
  assert.equal(isTooLate({ ok: false, code: "reason_required" }), false);
});

test("refused words stay in the tray through a reload until their author decides", async () => {
  let changes = 0;
  const tray = new Tray(new Keep("map", "fatma"), () => {
    changes += 1;
  });
  assert.equal(tray.take(write, closed), true);
  assert.equal(tray.take({ op: "04", do: "reveal" }, closed), false);
  tray.putAside("01");
  assert.equal(changes, 2);

  const later = new Tray(new Keep("map", "fatma"), () => {});
  await later.load();
  assert.deepEqual(later.items, [{ act: write, message: "Deze stap is klaar.", later: true }]);
  later.drop("01");
  const last = new Tray(new Keep("map", "fatma"), () => {});
  await last.load();
  assert.deepEqual(last.items, []);
});

test("what comes back while the tray is read stays in it", async () => {
  const tray = new Tray(new Keep("map", "joke"), () => {});
  const loading = tray.load();
  await Promise.resolve();
  tray.take(write, closed);
  await loading;
  assert.deepEqual(
    tray.items.map(({ act }) => act.op),
    ["01"],
  );
});

test("where the browser keeps nothing, reading what is kept takes nothing away", async () => {
  const keep = new Keep("map", "sander", Promise.reject(new Error("a private window")));
  const tray = new Tray(keep, () => {});
  tray.take(write, closed);
  await tray.load();
  assert.equal(tray.items.length, 1);
});

test("sending again has a new operation and the same entry; parking is a new thing with all its words", () => {
  const again = actFrom("again", write);
  assert.notEqual(again?.op, write.op);
  assert.deepEqual({ ...again, op: "" }, { ...write, op: "" });
  const parked = actFrom("park", { ...write, meaning: "stil" });
  assert.deepEqual([parked?.do, parked?.text], ["park", "rust\nstil"]);
  assert.notEqual(parked?.id, write.id);
  assert.equal(actFrom("later", write), null);
});
