import assert from "node:assert/strict";
import { test } from "node:test";
import { changedWords } from "../../partnerschap/static/js/diff.js";
import { newEntryId, newOperationId } from "../../partnerschap/static/js/ids.js";
import { isSignature, normalised, pathOf, strokesIn } from "../../partnerschap/static/js/ink.js";
import { turningTimes } from "../../partnerschap/static/js/motion.js";
import { stripWords } from "../../partnerschap/static/js/strip.js";
import { byName, clock, day, nt, t, truncate, useCatalogue } from "../../partnerschap/static/js/text.js";
import { minutesIn, timerWords } from "../../partnerschap/static/js/timer.js";
import { chance } from "./chance.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are valid, different, and only those of operations tell the time", () => {
  const entries = Array.from({ length: 2_000 }, newEntryId);
  assert.equal(new Set(entries).size, 2_000);
  assert.ok(entries.every((id) => UUID.exec(id)?.[1] === "4"));
  assert.notDeepEqual([...entries].sort(), entries);

  const at = [0, 1, 1_700_000_000_000, Date.now(), 2 ** 48 - 1];
  const operations = at.map((now) => newOperationId(now));
  assert.ok(operations.every((id) => UUID.exec(id)?.[1] === "7"));
  assert.deepEqual(
    operations.map((id) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)),
    at,
  );
  assert.deepEqual([...operations].sort(), operations);
  assert.notEqual(newOperationId(5), newOperationId(5));
});

test("changed words: the runs are the new text, and what was kept is not marked", () => {
  assert.deepEqual(changedWords("buren kennen elkaar bij naam", "buren en jongeren kennen elkaar"), [
    { words: "buren", changed: false },
    { words: " ", changed: false },
    { words: "en jongeren", changed: true },
    { words: " ", changed: false },
    { words: "kennen elkaar", changed: false },
  ]);
  assert.deepEqual(changedWords("Veilig, ook ’s avonds.", "veilig ook ’s avonds"), [
    { words: "veilig ook ’s avonds", changed: false },
  ]);
  const vocabulary = "wij zien elkaar op het plein en groeten".split(" ");
  for (let seed = 1; seed <= 300; seed += 1) {
    const dice = chance(seed);
    const text = () => Array.from({ length: 1 + dice.below(12) }, () => dice.pick(vocabulary)).join(" ");
    const [before, after] = [text(), text()];
    const runs = changedWords(before, after);
    assert.equal(runs.map((run) => run.words).join(""), after);
    const kept = runs
      .filter((run) => !run.changed)
      .flatMap((run) => run.words.trim().split(" ").filter(Boolean));
    let from = 0;
    for (const word of kept) {
      from = before.split(" ").indexOf(word, from) + 1;
      assert.ok(from > 0, `${seed}: kept words stood in the old text, in this order`);
    }
  }
});

test("points of a signature are parts of the box, whatever its size and place", () => {
  const box = { left: 10, top: 20, width: 300, height: 100 };
  assert.deepEqual(normalised(10, 20, box), [0, 0]);
  assert.deepEqual(normalised(160, 70, box), [0.5, 0.5]);
  assert.deepEqual(normalised(999, -5, box), [1, 0]);
  const turned = { left: 0, top: 0, width: 600, height: 200 };
  assert.deepEqual(normalised(300, 100, turned), [0.5, 0.5]);
  assert.deepEqual(normalised(5, 5, { left: 0, top: 0, width: 0, height: 0 }), [1, 1]);
});

test("a dot and a straight line are no signature; a curve is", () => {
  assert.equal(isSignature([]), false);
  assert.equal(isSignature([[[0.5, 0.5]]]), false);
  assert.equal(isSignature([[[0.1, 0.5], [0.9, 0.5]]]), false); // biome-ignore format: points
  assert.equal(isSignature([[[0.1, 0.5], [0.3, 0.1], [0.5, 0.9], [0.9, 0.4]]]), true); // biome-ignore format: points
  assert.equal(isSignature([[[0.1, 0.5], [0.2, 0.5]], [[0.3, 0.1], [0.4, 0.9]]]), true); // biome-ignore format: points
});

test("strokes become a path, and a field that holds something else gives none", () => {
  assert.equal(pathOf([[[0, 0], [0.5, 1]], [[1, 0.5]], []]), "M0 0L150 100M300 50h.01"); // biome-ignore format: points
  assert.deepEqual(strokesIn("[[[0,1]]]"), [[[0, 1]]]);
  for (const text of ["", "nee", '{"a":1}']) assert.deepEqual(strokesIn(text), []);
});

test("slips have all turned within two seconds, and follow each other 90 ms apart when there is time", () => {
  assert.deepEqual(turningTimes(3), [0, 90, 180]);
  assert.deepEqual(turningTimes(1), [0]);
  assert.deepEqual(turningTimes(0), []);
  for (const count of [18, 19, 40, 500]) {
    const times = turningTimes(count);
    assert.ok(times[count - 1] + 420 <= 2_000);
    assert.ok(times.every((time, index) => index === 0 || time >= times[index - 1]));
  }
});

test("texts are filled in, counted and translated by their Dutch words", () => {
  assert.equal(t("Stap %(number)s van 5", { number: 2 }), "Stap 2 van 5");
  assert.equal(t("100%% van %(name)s", { name: "<b>Fatma</b>" }), "100% van <b>Fatma</b>");
  const id = /** @type {const} */ (["%(names)s begint.", "%(names)s beginnen."]);
  assert.equal(nt(...id, 1, { names: "Joke" }), "Joke begint.");
  assert.equal(nt(...id, 2, { names: "Joke en Ruud" }), "Joke en Ruud beginnen.");
  useCatalogue({
    "Nog open": "Still open",
    [id[0]]: ["%(names)s begins.", "%(names)s begin."],
    "Nog niet": "",
  });
  assert.equal(t("Nog open"), "Still open");
  assert.equal(nt(...id, 2, { names: "Joke and Ruud" }), "Joke and Ruud begin.");
  assert.equal(t("Nog niet"), "Nog niet", "a text without a translation stays Dutch");
  useCatalogue({});
});

test("days and times are those of the Netherlands; long texts end at a word", () => {
  assert.equal(clock("2027-01-14T18:42:00+00:00"), "19.42");
  assert.equal(clock("2027-07-14T18:42:00+00:00"), "20.42");
  assert.equal(day("2027-04-15"), "15 april 2027");
  assert.equal(truncate("kort", 60), "kort");
  assert.equal(truncate("een twee drie vier vijf zes zeven", 20), "een twee drie...");
});

test("the strip speaks only when something does not go by itself", () => {
  const queue = (/** @type {number} */ waiting, /** @type {number} */ stuck, putOff = false) => ({
    waiting,
    stuck,
    putOff,
  });
  assert.equal(stripWords("live", queue(0, 0)), null);
  assert.equal(stripWords("live", queue(1, 0)), null);
  assert.equal(stripWords("plain", queue(0, 0)), null);
  assert.equal(stripWords("none", queue(2, 2))?.title, "Geen internet · 2 nog niet verstuurd");
  assert.equal(stripWords("none", queue(0, 0))?.title, "Geen internet");
  assert.equal(stripWords("live", queue(1, 1))?.title, "1 nog niet verstuurd");
  assert.match(stripWords("live", queue(1, 1, true))?.text ?? "", /druk/);
  assert.doesNotMatch(
    stripWords("live", queue(1, 1))?.text ?? "",
    /druk/,
    "no answer is not the same as busy",
  );
});

test("the timer is a remark: whole minutes, and nothing shuts", () => {
  const now = Date.UTC(2027, 0, 14, 18, 0);
  assert.equal(timerWords(null, now), "");
  assert.equal(timerWords("2027-01-14T18:10:00Z", now), "Nog ongeveer 10 minuten");
  assert.equal(timerWords("2027-01-14T18:00:30Z", now), "Nog ongeveer één minuut");
  assert.match(timerWords("2027-01-14T17:59:00Z", now), /Dat mag/);
});

test("minutes: what people type for a time, and what is no time", () => {
  for (const typed of ["10", " 10 ", "10 minuten", "10 min.", "010"])
    assert.equal(minutesIn(typed), 10, typed);
  for (const typed of ["", "0", "-5", "tien", "7,5", "10 uur", "1441", "12345"])
    assert.equal(minutesIn(typed), null, typed);
});

test("names stand in alphabetical order, whatever their capitals and accents", () => {
  const names = ["Zoë", "émile", "Fatma", "Eva", "", "ebru", "Évelien", "Öztürk", "Piet"];
  const sorted = byName(names.map((name) => ({ name }))).map(({ name }) => name);
  assert.deepEqual(sorted, ["", "ebru", "émile", "Eva", "Évelien", "Fatma", "Öztürk", "Piet", "Zoë"]);
  const twice = byName([{ name: "Ali", id: 1 }, { id: 0 }, { name: "ALI", id: 2 }]);
  assert.deepEqual(
    twice.map(({ id }) => id),
    [0, 1, 2],
  );
});
