// Plays rooms on a running server; what they are stands in the file that is named. Prints what happened as JSON.

import { readFileSync } from "node:fs";
import { page } from "./browser.js";
import { realFetch, tally } from "./network.js";
import { play } from "./room.js";

/** @type {{addresses: string[], atOnce: number, rooms: import("./room.js").Asked[]}} */
const { addresses, atOnce, rooms } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const result = { words: 0, broken: /** @type {string[]} */ ([]), ...tally };

/** A token is good for as long as the session it came with, so one is enough for all. */
async function session() {
  const begin = await realFetch(`${addresses[0]}/begin`);
  page.token = /name="csrf_token" value="([^"]+)"/.exec(await begin.text())?.[1] ?? "";
  return /sessie=[^;]+/.exec(String(begin.headers.getSetCookie()))?.[0];
}

const cookie = await session();
for (const seat of rooms.flatMap((room) => room.seats)) seat.cookie += `; ${cookie}`;

// Whoever has trouble in store begins now.
console.log("begun");

async function playOneByOne() {
  for (let room = rooms.shift(); room; room = rooms.shift()) {
    try {
      const words = await play(addresses, room);
      result.words += words;
    } catch (problem) {
      result.broken.push(`seed ${room.seed}, ${room.seats.length} people: ${problem}`);
    }
  }
}

await Promise.all(Array.from({ length: atOnce }, playOneByOne));
console.log(JSON.stringify({ ...result, ...tally }));
process.exit(0);
