import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf, isLive } from "../../partnerschap/static/js/forms/acts.js";

/** @param {Record<string, string | string[]>} fields */
function act(fields) {
  /** @type {[string, string][]} */
  const list = [["csrf_token", "t"], ["op", "server's"], ["back", "values"]]; // biome-ignore format: pairs
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) list.push([name, each]);
  }
  const { op, id, ...rest } = actOf(list);
  return { op, id, rest };
}

test("a slip gets an operation and an id of its own, and tells what its screen promised", () => {
  const first = act({ do: "write", step: "values", prompt: "success", text: "a\r\nb", private: "1" });
  const second = act({ do: "write", step: "values", prompt: "success", text: "a" });
  assert.deepEqual(first.rest, {
    do: "write",
    step: "values",
    prompt: "success",
    text: "a\nb",
    private: true,
  });
  assert.equal(second.rest.private, false);
  assert.equal(new Set([first.op, first.id, second.op, second.id]).size, 4);
  assert.notEqual(first.op, "server's");
});

test("lists, numbers, yes and no have the types of the wire; nobody is written for unless chosen", () => {
  const note = act({ do: "note", from: ["a", "b"], owners: ["p"], serves: [""], on_behalf: "", due: "" });
  assert.deepEqual(note.rest, { do: "note", from: ["a", "b"], owners: ["p"], serves: [], due: "" });
  assert.deepEqual(act({ do: "spectrum", step: "values", now: "3", wished: "7" }).rest, {
    do: "spectrum",
    step: "values",
    now: 3,
    wished: 7,
  });
  const will = { do: "will_can", entry: "e", want: "yes", can: "no", circumstances: "yes" };
  assert.deepEqual(act(will).rest, { ...will, want: true, can: false, circumstances: true });
  assert.equal(act({ do: "absent", person: "p", absent: "" }).rest.absent, false);
  assert.equal(act({ do: "pause", paused: "1" }).rest.paused, true);
  assert.equal(act({ do: "terms", non_compliance: "praten", review_on: "" }).rest.review_on, null);
  assert.equal(act({ do: "park", text: "x", on_behalf: "p2" }).rest.on_behalf, "p2");
});

test("what is empty means something: only asking, no reason, the line taken away", () => {
  assert.deepEqual(act({ do: "meaning", entry: "e", text: " " }).rest, { do: "ask_meaning", entry: "e" });
  assert.deepEqual(act({ do: "close", step: "values", override: "" }).rest, { do: "close", step: "values" });
  assert.equal(act({ do: "close", step: "values", override: "tijd" }).rest.override, "tijd");
  assert.equal(act({ do: "responsibility", kind: "", task: "" }).rest.kind, null);
  const stance = { do: "stance", step: "values", wording: "w", because: "oude reden" };
  assert.equal(act({ ...stance, stance: "agree" }).rest.because, "");
  assert.equal(act({ ...stance, stance: "object" }).rest.because, "oude reden");
  assert.equal("entry" in act({ do: "differ", entry: "e", texts: ["a", "b"], step: "values" }).rest, false);
});

test("the two answers under a contract are two acts", () => {
  const form = { do: "sign", hash: "h", typed: "Fatma", strokes: "[[[0,0],[1,1]]]", because: "" };
  const drawn = act({ ...form, method: "drawn", answer: "sign" }).rest;
  assert.deepEqual(drawn, { do: "sign", hash: "h", typed: "Fatma", strokes: [[[0, 0], [1, 1]]], method: "drawn" }); // biome-ignore format: points
  const typed = act({ ...form, method: "typed", answer: "sign" }).rest;
  assert.deepEqual([typed.method, typed.strokes], ["typed", []]);
  assert.deepEqual(act({ ...form, answer: "take_back" }).rest, { do: "take_back" });
  assert.deepEqual(act({ ...form, because: "tijd", answer: "decline" }).rest, {
    do: "decline",
    because: "tijd",
  });
});

test("what is a page of its own is left to the browser", () => {
  assert.equal(isLive("write"), true);
  for (const name of ["bring_back", "joining", "", "constructor"]) assert.equal(isLive(name), false);
});

test("a note says what it is about and how far that is, or neither", () => {
  const told = { do: "tell", about_what: "happened", text: "De sleutel is er." };
  assert.deepEqual(act({ ...told, entry: "", progress: "" }).rest, told);
  const about = { ...told, entry: "e1", progress: "done" };
  assert.deepEqual(act({ ...about, on_behalf: "" }).rest, about);
  assert.ok(act(told).id);
  assert.ok(isLive("tell"));
});
