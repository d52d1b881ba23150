// Selectors from the flat view to the lists on screen: the mirror of `web/map/reading.py`. Pure.

import { changedWords } from "./diff.js";
import { inOrder } from "./live/store.js";
import { byName } from "./text.js";

/** @typedef {import("./live/store.js").Row} Row */
/** @typedef {import("./live/store.js").View} View */

export const PHASES = ["write", "reveal", "talk", "note", "consent"];
const PLANKS = ["sides", "everyone", "nothing_open"];
/** @type {Record<string, string[]>} */
const TOLD_BY = {
  sides: ["sides"],
  everyone: ["everyone"],
  nothing_open: ["private", "earlier_open", "objection", "proviso", "untaken"],
};

export class Reading {
  /** @type {Map<string, Row[]>} the values of the view under the first part of their key */
  #under = new Map();
  #mine;

  /**
   * @param {View} view
   * @param {Row} instrument the printed map, its texts in one language
   * @param {string} [at] key of the step on screen; where the group is, unless told
   */
  constructor(view, instrument, at = "") {
    this.view = view;
    this.instrument = instrument;
    for (const key of inOrder(view)) this.#file(key, view.get(key));
    this.focus = view.get("focus") ?? { step: instrument.steps[0].key, phase: "write" };
    /** @type {string} */
    this.focusKey = this.focus.step;
    /** @type {Row[]} */
    this.steps = instrument.steps.map((/** @type {Row} */ step) => this.#step(step));
    this.atKey = this.steps.some((step) => step.key === at) ? at : this.focusKey;
    this.map = view.get("map") ?? {};
    /** @type {Row | null} */
    this.me = view.get("me") ?? null;
    this.#mine = new Set(view.get("me/mine") ?? []);
  }

  /**
   * @param {string} key
   * @param {any} value
   */
  #file(key, value) {
    const end = key.lastIndexOf("/");
    const prefix = key.slice(0, end + 1);
    const found = this.#under.get(prefix);
    if (found) found.push(value);
    else this.#under.set(prefix, [value]);
  }

  /** @param {Row} step */
  #step(step) {
    const state = this.view.get(`step/${step.key}`) ?? { state: "ahead", wrote: [], private: 0 };
    const prompts = step.prompts.map((/** @type {Row} */ prompt) => ({
      ...prompt,
      places: this.#places(prompt),
    }));
    const ground = state.state === "ahead" ? "sunk" : step.key === this.focusKey ? "live" : "done";
    return { ...state, ...step, prompts, ground };
  }

  /** @param {Row} prompt */
  #places(prompt) {
    if (!prompt.topics?.length) return [{ ...prompt, prompt: prompt.key, topic: "" }];
    return prompt.topics.map((/** @type {Row} */ topic) => ({
      ...topic,
      prompt: prompt.key,
      topic: topic.key,
    }));
  }

  /**
   * @param {string} prefix ends with a slash
   * @returns {Row[]}
   */
  all(prefix) {
    return [...(this.#under.get(prefix) ?? [])];
  }

  /** @param {string} prefix @param {string} step @param {string} prompt @param {string} topic */
  #placed(prefix, step, prompt, topic) {
    return this.all(prefix).filter(
      (entry) =>
        entry.step === step && (!prompt || (entry.prompt === prompt && (entry.topic || "") === topic)),
    );
  }

  /** @param {string} key @returns {Row} */
  step(key) {
    return this.steps.find((step) => step.key === key) ?? this.steps[0];
  }

  /** The step on screen. */
  get at() {
    return this.step(this.atKey);
  }

  /** What can be done in the step on screen: a phase, `ahead` or `closed`. */
  get phase() {
    return this.phaseOf(this.atKey);
  }

  /** @param {string} key @returns {string} */
  phaseOf(key) {
    const step = this.step(key);
    if (step.state !== "open") return step.state ?? "ahead";
    const phase = key === this.focusKey ? (this.focus.phase ?? "write") : "note";
    // Until the slips lie open one can still write, also when the group was asked to get ready.
    return !step.revealed && (phase === "reveal" || key !== this.focusKey) ? "write" : phase;
  }

  /** @returns {{key: string, state: "done" | "now" | "later"}[]} the phase row */
  get phases() {
    const found = PHASES.indexOf(this.focus.phase ?? "write");
    const now = found < 0 ? PHASES.length : found;
    return PHASES.map((key, place) => ({
      key,
      state: place < now ? "done" : place === now ? "now" : "later",
    }));
  }

  /** @param {string} id */
  isMine(id) {
    return this.#mine.has(id);
  }

  /** @param {string} step @param {string} [prompt] @param {string} [topic] */
  ownOf(step, prompt = "", topic = "") {
    return this.#placed("own/", step, prompt, topic);
  }

  /** @param {string} step @param {string} [prompt] @param {string} [topic] */
  privateOf(step, prompt = "", topic = "") {
    return this.#placed("me/own/", step, prompt, topic);
  }

  /** @param {string} step @param {string} [prompt] @param {string} [topic] */
  jointOf(step, prompt = "", topic = "") {
    const found = this.#placed("joint/", step, prompt, topic);
    return found.sort((one, other) => (one.order ?? 0) - (other.order ?? 0) || (one.id < other.id ? -1 : 1));
  }

  /** @param {string} step @param {string} prompt @param {string} topic what was taken away at a place */
  goneOf(step, prompt, topic) {
    const found = this.#placed("removed/", step, prompt, topic).filter((entry) => !entry.review);
    return found.sort((one, other) => (one.at + one.id < other.at + other.id ? -1 : 1));
  }

  /** @param {string | null | undefined} id @returns {Row | null} */
  entry(id) {
    const prefix = ["own/", "joint/", "me/own/", "parked/", "stance/"].find((each) =>
      this.view.has(each + id),
    );
    return prefix ? this.view.get(prefix + id) : null;
  }

  /** @param {Row} own @returns {Row | null} what became of an own entry */
  fate(own) {
    if (own.answer) return own.answer;
    const used = this.all("joint/").some((joint) => joint.sources?.includes(own.id));
    return used ? { kind: "adapted", because: "", by: null } : null;
  }

  /** @param {Row} place @param {string} step how many empty places are left to show */
  empties(place, step) {
    return Math.max(0, (place.slots ?? 1) - this.jointOf(step, place.prompt, place.topic).length);
  }

  /** @param {Row} entry @returns {{words: string, changed: boolean}[]} */
  words(entry) {
    const before = entry.changed?.before ?? [];
    if (before.length && entry.kind === "wording") return changedWords(before[0], entry.texts[0]);
    return [{ words: entry.texts[0], changed: false }];
  }

  get people() {
    return byName(this.all("person/").filter((person) => person.at_table ?? true));
  }

  /** @param {string} step the key of the gate group that this step belongs to @returns {string} */
  gateOf(step) {
    return this.step(step).group?.[0] ?? step;
  }

  get gateKey() {
    return this.gateOf(this.atKey);
  }

  /** @param {string} [key] @returns {Row} a gate with its planks in `list` */
  gate(key) {
    const gate = this.view.get(`gate/${key ?? this.gateKey}`) ?? {};
    // At an empty table nobody has chosen and nothing was said: no plank is laid by that.
    const told = gate.open || this.people.some((person) => person.partner);
    const planks = (told && gate.planks) || {};
    const list = PLANKS.map((plank) => ({
      key: plank,
      state: planks[plank] ?? "unknown",
      laid: Boolean(gate.open) || planks[plank] === "yes",
      shut_by: (gate.shut_by ?? []).filter((/** @type {Row} */ why) => TOLD_BY[plank].includes(why.code)),
    }));
    return { ...gate, list };
  }

  /** @param {string} [gate] @param {string} [person] @returns {Row | null} */
  myStance(gate, person) {
    return this.view.get(`me/stance/${gate ?? this.gateKey}/${person ?? this.me?.id}`) ?? null;
  }

  stancesOf(gate = this.gateKey) {
    return byName(this.all("stance/").filter((stance) => stance.gate === gate));
  }

  /** The stances that consent to the present words, as far as they may be seen. */
  get consenting() {
    return this.stancesOf().filter(
      (stance) =>
        stance.current &&
        (["agree", "accept"].includes(stance.kind) || (stance.kind === "proviso" && !stance.open)),
    );
  }

  get parked() {
    return this.all("parked/");
  }

  /** @param {string} step @returns {Row[]} */
  pointsOf(step) {
    return (this.view.get("points") ?? []).filter(
      (/** @type {Row} */ point) => !point.step || point.step === step,
    );
  }

  get limits() {
    return byName(this.all("limit/"));
  }

  get responsibilities() {
    const tasks = this.all("responsibility/");
    return tasks.sort((one, other) => ((one.task ?? "") < (other.task ?? "") ? -1 : 1));
  }

  /** @param {string} side the facilitator's list of one side */
  sideRows(side) {
    const rows = this.all("table/").filter((row) => row.side === side && row.partner);
    return byName(rows.map((row) => ({ ...row, ...this.#named(row.person) })));
  }

  /** @param {string} person */
  #named(person) {
    const { name = "", absent = false, device = true } = this.view.get(`person/${person}`) ?? {};
    return { name, absent, device };
  }
}
