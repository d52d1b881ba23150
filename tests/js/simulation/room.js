// One map with its people from the first word until its step has closed, and what must be true afterwards.

import assert from "node:assert/strict";
import { differences } from "../../../partnerschap/static/js/live/store.js";
import { chance } from "../chance.js";
import { realTimeout } from "./browser.js";
import { Person } from "./person.js";

/** @typedef {import("./person.js").View} View */
/** @typedef {{seed: number, map: string, seats: import("./person.js").Seat[]}} Asked */

const STEP = "values";
/** To these a page adds what a screen shows beside the map. */
const OF_PAGES = new Set(["map", "join", "code"]);
/** After these the client sends the same act again by itself: nobody hears of them. */
const OF_THE_EDGE = new Set(["busy", "slow_down", "error", "expired", "bad_request"]);
const PATIENCE = 30_000;
const LONGEST_PAUSE = 150;
const LONGEST_AWAY = 250;

const rest = (/** @type {number} */ ms) => new Promise((go) => realTimeout(() => go(null), ms));

/** @param {() => boolean | Promise<boolean>} holds @param {() => string} otherwise */
async function until(holds, otherwise) {
  for (const end = Date.now() + PATIENCE; !(await holds()); await rest(100))
    assert.ok(Date.now() < end, otherwise());
}

/** Somebody does a number of things, while pages and networks come and go. @param {Person} person @param {number} acts */
async function live(person, acts) {
  const { dice } = person;
  for (let act = 0; act < acts; act += 1) {
    await rest(dice.below(LONGEST_PAUSE));
    const luck = dice.below(100);
    if (luck < 6) await person.reload();
    else if (luck < 9 && person.pages.length === 1) await person.open();
    else if (luck < 17 && person.online) {
      person.cut();
      realTimeout(() => person.mend(), dice.below(LONGEST_AWAY));
    }
    person.something();
  }
}

/**
 * The facilitator does something that is a step for all, and it is done.
 * @param {Person} facilitator
 * @param {Record<string, unknown> & {do: string}} act
 * @param {(step: any) => boolean} isDone
 * @returns {Promise<number>} a number that the map had after it
 */
async function gate(facilitator, act, isDone) {
  facilitator.act(act);
  // Not by its answer: the page that asked may be gone when it comes.
  const done = async () => isDone((await facilitator.fresh()).view[`step/${STEP}`]);
  await until(done, () => `${act.do} never came; ${JSON.stringify(facilitator.page.tray.items)}`);
  return (await facilitator.fresh()).seq;
}

/** @param {string[]} addresses of the workers @param {Asked} asked @returns {Promise<number>} how many words were typed */
export async function play(addresses, { seed, map, seats }) {
  const dice = chance(seed);
  const people = seats.map(
    (seat, index) => new Person(addresses, map, seat, chance(seed * 100 + index), `p${index}`),
  );
  const [facilitator] = people;
  await Promise.all(people.map((person) => person.open()));
  const share = () => Promise.all(people.map((person) => live(person, 2 + dice.below(3))));

  await share();
  assertPrivate(people, (_person, typed) => typed.hidden);
  const whileRevealing = share();
  const revealed = await gate(facilitator, { do: "reveal", step: STEP }, (step) => step.revealed);
  await whileRevealing;
  const whileClosing = share();
  await rest(dice.below(300));
  await gate(
    facilitator,
    { do: "close", step: STEP, override: "We gaan verder." },
    (step) => step.state === "closed",
  );
  await whileClosing;

  for (const person of people) await person.heal();
  await until(
    () => people.every((person) => person.waiting === 0),
    () => `acts still wait: ${people.map((person) => person.waiting).join(" ")}`,
  );
  // Who missed the last change finds that out by the next one.
  facilitator.park();
  await until(
    () => facilitator.waiting === 0,
    () => "the last act still waits",
  );
  const { seq } = await facilitator.fresh();
  const pages = people.flatMap((person) => person.pages);
  await until(
    () => pages.every((page) => page.link.state.seq === seq),
    () => `views stay behind ${seq}: ${people.map((person) => person.standing).join(", ")}`,
  );
  for (const person of people) {
    await assertSameView(person, people[people.length - 1]);
    assertWords(person);
  }
  assertPrivate(people, (person, { entry, op, hidden }) => {
    const isLate = (person.answers.get(op)?.seq ?? -1) > revealed;
    return person.view.has(`me/own/${entry}`) || (hidden && isLate);
  });
  return people.reduce((sum, person) => sum + person.typed.length, 0);
}

/** What everybody at the table has the same of. @param {View} view @returns {View} */
function shared(view) {
  return new Map([...view].filter(([key]) => !/^(me|table)\b/.test(key)));
}

/** @param {View} one @param {View} other */
function assertSame(one, other) {
  for (const key of differences(one, other)) {
    if (!OF_PAGES.has(key)) assert.deepEqual(one.get(key), other.get(key), `${key} differs`);
  }
}

/** Every page has what the server gives now, and what the others have. @param {Person} person @param {Person} other */
async function assertSameView(person, other) {
  const { view } = await person.fresh();
  for (const page of person.pages) assertSame(page.link.state.view, new Map(Object.entries(view)));
  assertSame(shared(person.view), shared(other.view));
}

/** Every word of a person is in one place: on the map as they see it, or back with them. @param {Person} person */
function assertWords(person) {
  const codes = [...person.answers.values()].map(({ code }) => code);
  assert.ok(
    !codes.some((code) => OF_THE_EDGE.has(code ?? "")),
    `what had to be sent again was not: ${codes}`,
  );
  const returned = new Set(person.page.tray.items.map(({ act }) => act.op));
  for (const { word, op, entry } of person.typed) {
    const places = entriesWith(person.view, word);
    const where = `${word} (${JSON.stringify(person.answers.get(op))}) is in ${places.length} places, ${returned.has(op) ? "and" : "not"} in the tray`;
    assert.ok(places.length <= 1, where);
    if (!person.thrown.has(entry)) assert.equal(places.length === 1, !returned.has(op), where);
  }
}

/** The entries in which a word stands; in none of their texts twice. @param {View} view @param {string} word */
function entriesWith(view, word) {
  const found = [];
  for (const [key, value] of view) {
    if (!/^(own|me\/own|joint|parked)\//.test(key)) continue;
    const alternatives = (value.alternatives ?? []).map((/** @type {{text: string}} */ each) => each.text);
    const times = [...(value.texts ?? []), value.text ?? "", ...alternatives].map(
      (text) => text.split(" ").filter((/** @type {string} */ each) => each === word).length,
    );
    assert.ok(Math.max(...times) <= 1, `${word} came twice in ${key}`);
    if (Math.max(...times) > 0) found.push(key);
  }
  return found;
}

/**
 * What is private stands in no message that anybody else received.
 * @param {Person[]} people
 * @param {(person: Person, typed: import("./person.js").Typed) => boolean} isPrivate
 */
function assertPrivate(people, isPrivate) {
  for (const person of people) {
    const others = people.filter((other) => other !== person).flatMap(({ lines }) => lines);
    const heard = others.flatMap((line) => line.heard).join("\n");
    for (const typed of person.typed) {
      if (isPrivate(person, typed))
        assert.ok(!heard.includes(typed.word), `${typed.word} was seen by others`);
    }
  }
}
