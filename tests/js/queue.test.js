import assert from "node:assert/strict";
import { test } from "node:test";
import { laneOf, NotSent, pause, Queue } from "../../partnerschap/static/js/live/queue.js";
import { chance } from "./chance.js";

/** @typedef {import("../../partnerschap/static/js/live/queue.js").Act} Act */
/** @typedef {import("../../partnerschap/static/js/live/queue.js").Ack} Ack */

/** A server in memory that keeps the rule of repeats: the same operation gets its first outcome. */
class Server {
  /** @type {Map<string, Ack>} */
  outcomes = new Map();
  /** @type {Act[]} */
  taken = [];
  flying = new Map();
  /** @type {string[]} */
  faults = [];

  /** @param {(act: Act) => "fine" | "lost" | "unanswered" | "busy" | "slow_down" | "refused"} weather */
  constructor(weather) {
    this.weather = weather;
  }

  /** @param {Act} act @returns {Promise<Ack>} */
  async send(act) {
    const lane = laneOf(act);
    if (this.flying.get(lane)) this.faults.push(`two acts about ${lane} at once`);
    this.flying.set(lane, true);
    await new Promise((go) => setImmediate(go));
    this.flying.set(lane, false);
    const weather = this.weather(act);
    if (weather === "lost") throw new NotSent("lost");
    if (weather === "busy" || weather === "slow_down") return { ok: false, code: weather, retry_after: 0.01 };
    const known = this.outcomes.get(act.op);
    if (!known) {
      const refused = weather === "refused";
      this.outcomes.set(
        act.op,
        refused ? { ok: false, code: "too_long" } : { ok: true, seq: this.taken.length + 1 },
      );
      if (!refused) this.taken.push(act);
    }
    if (weather === "unanswered") throw new NotSent("no answer");
    return /** @type {Ack} */ (this.outcomes.get(act.op));
  }
}

/** @param {Server} server */
function queueTo(server) {
  return new Queue({ send: (act) => server.send(act), sleep: () => new Promise((go) => setImmediate(go)) });
}

test("under every weather each act is done once, in order per entry, and answered", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const dice = chance(seed);
    const server = new Server(() => dice.pick(["fine", "fine", "lost", "unanswered", "busy", "slow_down"]));
    const queue = queueTo(server);
    const acts = Array.from({ length: 20 }, (_, number) => ({
      op: `op-${number}`,
      do: "edit",
      entry: `entry-${dice.below(4)}`,
      text: String(number),
    }));
    const acks = await Promise.all(acts.map((act) => queue.add(act)));
    assert.ok(acks.every((ack) => ack.ok));
    assert.deepEqual(server.faults, []);
    assert.deepEqual(new Set(server.taken.map((act) => act.op)).size, 20, "nothing twice");
    for (const entry of new Set(acts.map((act) => act.entry))) {
      const sent = acts.filter((act) => act.entry === entry).map((act) => act.op);
      assert.deepEqual(
        server.taken.filter((act) => act.entry === entry).map((act) => act.op),
        sent,
      );
    }
    assert.equal(queue.waiting, 0);
  }
});

test("a lost answer is asked for again with the same operation", async () => {
  let tries = 0;
  const seen = /** @type {string[]} */ ([]);
  const server = new Server((act) => {
    seen.push(act.op);
    tries += 1;
    return tries === 1 ? "unanswered" : "fine";
  });
  const ack = await queueTo(server).add({ op: "one", do: "write", id: "e" });
  assert.deepEqual(ack, { ok: true, seq: 1 });
  assert.deepEqual(seen, ["one", "one"]);
  assert.equal(server.taken.length, 1);
});

test("a refusal is an answer: it is not sent again", async () => {
  const server = new Server(() => "refused");
  const queue = queueTo(server);
  const ack = await queue.add({ op: "one", do: "write", id: "e" });
  assert.equal(ack.code, "too_long");
  assert.equal(queue.waiting, 0);
});

test("what waits for a connection goes when it is back, and what is kept is dropped when it is answered", async () => {
  let online = false;
  const server = new Server(() => (online ? "fine" : "lost"));
  const kept = new Set();
  const queue = new Queue({
    send: (act) => server.send(act),
    sleep: () => new Promise(() => {}),
    keep: { put: async (act) => kept.add(act.op).has(act.op), drop: (op) => kept.delete(op) },
  });
  const answer = queue.add({ op: "one", do: "park", id: "e" });
  while (queue.stuck === 0) await new Promise((go) => setImmediate(go));
  assert.deepEqual([queue.waiting, [...kept]], [1, ["one"]]);
  online = true;
  queue.resume();
  assert.equal((await answer).ok, true);
  assert.deepEqual([queue.waiting, queue.stuck], [0, 0]);
  // Whoever waits for a refusal can put the words elsewhere first.
  assert.equal(kept.size, 1);
  await new Promise((go) => setTimeout(go, 5));
  assert.equal(kept.size, 0);
});

test("waiting doubles up to twenty seconds, and half of it is chance", () => {
  assert.equal(pause(0, 1), 500);
  assert.equal(pause(0, 0), 250);
  assert.equal(pause(3, 1), 4_000);
  for (const tries of [6, 10, 500]) assert.ok(pause(tries, 1) <= 20_000 && pause(tries, 0) >= 10_000);
});

test("nothing is sent before it is kept, and what cannot be kept is sent all the same", async () => {
  const server = new Server(() => "fine");
  /** @type {((result: any) => void)[]} */
  const steps = [];
  const queue = new Queue({
    send: (act) => server.send(act),
    keep: { put: () => new Promise((kept, failed) => steps.push(kept, failed)), drop() {} },
  });
  const answers = [
    queue.add({ op: "one", do: "park", id: "a" }),
    queue.add({ op: "two", do: "park", id: "b" }),
  ];
  await new Promise((go) => setImmediate(go));
  assert.deepEqual([server.taken, queue.waiting], [[], 2]);
  steps[0](true);
  await answers[0];
  assert.deepEqual(
    server.taken.map((act) => act.op),
    ["one"],
  );
  steps[3](new Error("the disk is full"));
  assert.equal((await answers[1]).ok, true);
});

test("what an earlier visit left goes first, in its order, and is told with its answer", async () => {
  const server = new Server(() => "fine");
  const queue = queueTo(server);
  /** @type {string[]} */
  const told = [];
  const old = [1, 2].map((number) => ({ op: `old-${number}`, do: "edit", entry: "e", text: String(number) }));
  queue.restore(old, (act, ack) => told.push(`${act.op} ${ack.ok}`));
  queue.restore(old, () => assert.fail("the same act twice"));
  await queue.add({ op: "new", do: "edit", entry: "e", text: "3" });
  assert.deepEqual(told, ["old-1 true", "old-2 true"]);
  assert.deepEqual(
    server.taken.map((act) => act.op),
    ["old-1", "old-2", "new"],
  );
});

test("an answer that another page had counts here, once", async () => {
  const server = new Server(() => "lost");
  const queue = new Queue({ send: (act) => server.send(act), sleep: () => new Promise(() => {}) });
  const answer = queue.add({ op: "one", do: "park", id: "e" });
  while (queue.stuck === 0) await new Promise((go) => setImmediate(go));
  queue.answered("one", { ok: true, seq: 7 });
  queue.answered("one", { ok: false });
  assert.deepEqual(await answer, { ok: true, seq: 7 });
  assert.deepEqual([queue.waiting, queue.lasting], [0, []]);
});

test("an act that is safe on this device can wait without its form; one that is not cannot", async () => {
  const server = new Server(() => "lost");
  let safe = true;
  const queue = new Queue({
    send: (act) => server.send(act),
    sleep: () => new Promise(() => {}),
    keep: { put: async () => safe, drop() {} },
  });
  queue.add({ op: "one", do: "write", id: "a", text: "rust" });
  assert.equal(queue.release("one"), false, "not yet kept");
  while (queue.stuck === 0) await new Promise((go) => setImmediate(go));
  assert.deepEqual([queue.lasting, queue.atRisk], [[], false]);
  assert.equal(queue.release("one"), true);
  assert.deepEqual(
    queue.lasting.map((act) => act.text),
    ["rust"],
  );

  safe = false;
  queue.add({ op: "two", do: "write", id: "b" });
  while (queue.stuck < 2) await new Promise((go) => setImmediate(go));
  assert.deepEqual([queue.release("two"), queue.release("none"), queue.atRisk], [false, false, true]);
});

test("of an act that two pages send, the answer is told by the page that had it", async () => {
  /** @type {string[]} */
  const told = [];
  const server = new Server(() => "fine");
  const first = new Queue({
    send: (act) => server.send(act),
    tell: (op, ack) => told.push(`${op} ${ack.ok}`),
  });
  await first.add({ op: "one", do: "park", id: "e" });
  assert.deepEqual(told, ["one true"]);

  const second = new Queue({
    send: async () => {
      throw new NotSent("lost");
    },
    sleep: () => new Promise(() => {}),
  });
  second.restore([{ op: "one", do: "park", id: "e" }], () => assert.fail("the first page has told it"));
  second.answered("one", { ok: false, code: "step_closed" });
  assert.equal(second.waiting, 0);
});
