import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";
import "./channels.js";
import { countOf, forget, Keep } from "../../partnerschap/static/js/live/keep.js";

const act = (/** @type {string} */ op, text = op) => ({ op, do: "write", id: `e-${op}`, text });

test("what was kept is there at the next visit, in order, for this person and this map only", async () => {
  const first = new Keep("map-1", "fatma");
  for (const op of ["01", "03", "02"]) assert.equal(await first.put(act(op)), true);
  await new Keep("map-1", "sander").put(act("04"));
  await new Keep("map-2", "fatma").put(act("05"));

  const later = new Keep("map-1", "fatma");
  assert.deepEqual(await later.acts(), [act("01"), act("02"), act("03")]);
  await later.drop("02");
  assert.deepEqual(await first.acts(), [act("01"), act("03")]);
  assert.equal(await countOf("map-1"), 3);
});

test("half typed words are kept by form and tab, the last ones count, and they can be dropped", async () => {
  const keep = new Keep("map-3", "fatma");
  const draft = (/** @type {string} */ name, tab = "t1", text = "samen") => ({
    name,
    tab,
    draft: { "text/0": text },
  });
  for (const text of ["samen et", "samen eten helpt"]) await keep.putDraft(draft("2/write", "t1", text));
  await keep.putDraft(draft("2/write", "t2", "rust"));
  await keep.putDraft(draft("2/park"));
  await keep.dropDraft({ name: "2/park", tab: "t1" });
  const found = await new Keep("map-3", "fatma").drafts();
  assert.deepEqual(
    found.map(({ name, tab, draft }) => [name, tab, draft["text/0"]]),
    [
      ["2/write", "t1", "samen eten helpt"],
      ["2/write", "t2", "rust"],
    ],
  );
});

test("what came back stays, with why, until its author drops it", async () => {
  const keep = new Keep("map-7", "fatma");
  await keep.putReturned({ act: act("02"), message: "Deze stap is klaar." });
  await keep.putReturned({ act: act("01"), message: "Deze stap is klaar.", later: true });
  await keep.dropReturned("02");
  assert.deepEqual(await new Keep("map-7", "fatma").returned(), [
    { act: act("01"), message: "Deze stap is klaar.", later: true },
  ]);
  assert.equal(await countOf("map-7"), 1);
});

test("forgetting a map takes everybody's words of it from the device, and no other map's", async () => {
  await new Keep("map-4", "fatma").put(act("01"));
  await new Keep("map-4", "sander").putDraft({ name: "1/write", tab: "t1", draft: { "text/0": "stil" } });
  await new Keep("map-5", "fatma").put(act("02"));
  assert.deepEqual([await countOf("map-4"), await countOf("map-5")], [2, 1]);

  await forget("map-4");

  assert.deepEqual([await countOf("map-4"), await countOf("map-5")], [0, 1]);
});

test("another page that still has a forgotten map open puts no more of it on the device", async () => {
  const other = new Keep("map-8", "fatma");
  const draft = { name: "1/write", tab: "t2", draft: { "text/0": "nog in dit veld" } };
  await other.putDraft(draft);

  await forget("map-8");
  for (let tries = 0; tries < 200 && (await other.putDraft(draft)); tries += 1)
    await new Promise((go) => setTimeout(go, 5));

  assert.equal(await other.put(act("01")), false);
  assert.equal(await countOf("map-8"), 0);
  assert.equal(await new Keep("map-8", "fatma").put(act("02")), true, "who comes back begins anew");
});

test("a browser that keeps nothing says so, and nothing breaks", async () => {
  const keep = new Keep("map-6", "fatma", Promise.reject(new Error("a private window")));
  assert.equal(await keep.put(act("01")), false);
  assert.equal(keep.lasts, false);
  await keep.drop("01");
  assert.deepEqual([await keep.acts(), await keep.drafts()], [[], []]);
});
