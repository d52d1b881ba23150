// One round against one server: `node main.js` reads what to do as JSON from its input and writes figures as JSON.

import { readFileSync } from "node:fs";
import { Figures, quantiles } from "./figures.js";
import { PEERS } from "./peers.js";

/** @typedef {import("./peers.js").Person} Person */

const wait = (/** @type {number} */ seconds) => new Promise((go) => setTimeout(go, seconds * 1_000));

/**
 * @param {string} kind
 * @param {Person[]} people
 * @param {Figures} figures
 * @param {string[]} refused
 * @param {(person: number) => void} acked
 */
async function connect(kind, people, figures, refused, acked) {
  const began = performance.now();
  const peers = await Promise.all(
    people.map(
      (someone) =>
        new Promise((go, fail) => {
          const peer = PEERS[kind](someone, {
            ready: () => go(peer),
            acked(number) {
              figures.acked(someone.person, number);
              acked(someone.person);
            },
            delivered: (from, number) => figures.delivered(someone.person, from, number),
            refused(why) {
              refused.push(why);
              fail(new Error(why));
            },
          });
        }),
    ),
  );
  return { peers, seconds: (performance.now() - began) / 1_000 };
}

async function main() {
  const {
    kind,
    people,
    mode,
    rate,
    seconds,
    warmup,
    changesBefore = 0,
    start = 1,
  } = JSON.parse(readFileSync(0, "utf8"));
  const figures = new Figures();
  /** @type {string[]} */
  const refused = [];
  /** @type {Map<number, number>} */
  const numbers = new Map();
  let running = false;
  /** @type {Map<number, import("./peers.js").Peer>} */
  const byPerson = new Map();
  const change = (/** @type {number} */ person) => {
    const number = numbers.get(person) ?? start;
    numbers.set(person, number + 1);
    figures.sent(person, number);
    byPerson.get(person)?.change(number);
  };
  const acked = (/** @type {number} */ person) => {
    if (running && mode === "closed") change(person);
  };

  if (mode === "storm") {
    // One person of each map makes changes while the others are away; then all come at once.
    const first = people.filter(
      (/** @type {Person} */ each, /** @type {number} */ index) =>
        people.findIndex((/** @type {Person} */ other) => other.map === each.map) === index,
    );
    const makers = await connect(kind, first, figures, refused, () => {});
    first.forEach((/** @type {Person} */ each, /** @type {number} */ index) => {
      byPerson.set(each.person, makers.peers[index]);
    });
    for (let round = 0; round < changesBefore; round += 1) {
      for (const each of first) change(each.person);
      while (first.some((/** @type {Person} */ each) => figures.acknowledged[each.person] !== start + round))
        await wait(0.005);
    }
    for (const peer of makers.peers) peer.close();
    const { peers, seconds: took } = await connect(kind, people, figures, refused, () => {});
    for (const peer of peers) peer.close();
    console.log(JSON.stringify({ storm: took, refused: refused.slice(0, 3) }));
    process.exit(0);
  }

  const { peers } = await connect(kind, people, figures, refused, acked);
  people.forEach((/** @type {Person} */ each, /** @type {number} */ index) => {
    byPerson.set(each.person, peers[index]);
  });
  if (mode === "idle") {
    console.log("connected");
    await wait(seconds);
    process.exit(0);
  }
  running = true;
  const end = performance.now() + (warmup + seconds) * 1_000;
  if (mode === "closed") for (const each of people) change(each.person);
  else
    for (const each of people) {
      const again = () => {
        if (!running) return;
        change(each.person);
        setTimeout(again, (-Math.log(1 - Math.random()) / rate) * 1_000);
      };
      setTimeout(again, (Math.random() / rate) * 1_000);
    }
  await wait(warmup);
  figures.on = true;
  const began = performance.now();
  const cpu = process.cpuUsage();
  await wait((end - performance.now()) / 1_000);
  figures.on = false;
  const took = (performance.now() - began) / 1_000;
  const used = process.cpuUsage(cpu);
  running = false;
  await wait(1.5);
  const tables = new Map();
  for (const each of people) tables.set(each.map, [...(tables.get(each.map) ?? []), each.person]);
  figures.count([...tables.values()]);
  console.log(
    JSON.stringify({
      seconds: took,
      changes: figures.changes / took,
      deliveries: figures.deliveries / took,
      ack: quantiles(figures.acks),
      broadcast: quantiles(figures.broadcasts),
      lost: figures.lost,
      disordered: figures.disordered,
      refused: refused.slice(0, 3),
      driver: (used.user + used.system) / 1e6 / took,
      next: Math.max(...numbers.values(), start),
    }),
  );
  process.exit(0);
}

main();
