import assert from "node:assert/strict";
import { test } from "node:test";
import { unprintable } from "../../partnerschap/static/js/forms/printable.js";

/** @type {[number, number][]} */
const RANGES = [
  [32, 126],
  [0x1f389, 0x1f389],
];

test("each sign that no font has is named once", () => {
  assert.deepEqual(unprintable("een 日本 plein 日", RANGES), ["日", "本"]);
  assert.deepEqual(unprintable("feest 🎉\n", RANGES), []);
});

test("what is not drawn by itself is not missed", () => {
  assert.deepEqual(unprintable("🎉\ufe0f\u200d 🎉🏽", RANGES), []);
});
