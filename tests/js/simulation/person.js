// One person with a device: pages that come and go, words that exist once in the world, and what became of them.

import { newEntryId, newOperationId } from "../../../partnerschap/static/js/ids.js";
import { wordsOf } from "../../../partnerschap/static/js/live/tray.js";
import { Page } from "../../../partnerschap/static/js/page.js";
import { Line, lines, realFetch } from "./network.js";

/** @typedef {import("../../../partnerschap/static/js/live/queue.js").Act} Act */
/** @typedef {import("../../../partnerschap/static/js/live/store.js").View} View */
/** @typedef {{id: string, cookie: string}} Seat */
/** @typedef {{word: string, op: string, entry: string, hidden: boolean}} Typed */

const STEP = "values";
const SNAPSHOT = "sinds/2147483647";
let roots = 0;

export class Person {
  online = true;
  fair = false;
  /** @type {Page[]} the pages that are open; the last is the one at hand */
  pages = [];
  /** @type {Line[]} of every page that this device ever had */
  lines = [];
  /** @type {Typed[]} */
  typed = [];
  /** @type {Set<string>} entries that their author took away */
  thrown = new Set();
  /** @type {Map<string, import("../../../partnerschap/static/js/live/queue.js").Ack>} by operation */
  answers = new Map();
  /** @type {Map<string, string>} what own slips say, as their author has it */
  #slips = new Map();
  #words = 0;

  /**
   * @param {string[]} addresses of the workers
   * @param {string} map
   * @param {Seat} seat
   * @param {ReturnType<typeof import("../chance.js").chance>} dice
   * @param {string} name so that words of two people differ
   */
  constructor(addresses, map, seat, dice, name) {
    this.addresses = addresses;
    this.map = map;
    this.cookie = seat.cookie;
    this.id = seat.id;
    this.dice = dice;
    this.name = name;
  }

  /** Any of the workers. */
  get address() {
    return this.dice.pick(this.addresses);
  }

  get page() {
    return this.pages[this.pages.length - 1];
  }

  get view() {
    return this.page.view;
  }

  /** How many acts wait on any page. */
  get waiting() {
    return this.pages.reduce((sum, page) => sum + page.queue.waiting, 0);
  }

  /** Where the pages stand, for when something is wrong. */
  get standing() {
    const links = this.pages.map(
      ({ link }) => `${link.connection} at ${link.state.seq} of ${link.state.latest}`,
    );
    const last = this.lines.slice(-2).map(({ sockets, heard }) => `${sockets.size} sockets, ${heard.at(-1)}`);
    return `${this.name}: ${[...links, ...last].join("; ")}`;
  }

  /** The view as the server gives it now, past the simulated network. */
  async fresh() {
    const address = `${this.address}/kaart/${this.map}/${SNAPSHOT}`;
    const headers = { Cookie: this.cookie, Accept: "application/json" };
    for (;;) {
      // The server may die under the answer, or close a kept connection: that is not what this is about.
      const answer = await realFetch(address, { headers })
        .then((found) => (found.ok ? found.json() : null))
        .catch(() => null);
      if (answer) return answer;
    }
  }

  /** Open a page beside those that are open, with what the one before it had: the network may be away. */
  async open() {
    const last = this.page?.link.state;
    const { seq, view } = last ? { seq: last.seq, view: Object.fromEntries(last.view) } : await this.fresh();
    roots += 1;
    const [root, line] = [`/page${roots}`, new Line(this)];
    lines.set(root, line);
    this.lines.push(line);
    const page = new Page({
      map: this.map,
      screen: "map",
      root,
      at: STEP,
      seq,
      view,
      instrument: { steps: [] },
    });
    this.pages.push(page);
    await page.bringBack();
  }

  /** The pages die without a word, and one comes up again with what the device kept. */
  async reload() {
    for (const line of this.lines) line.end();
    for (const page of this.pages) page.tabs.close();
    await this.open();
    this.pages = [this.page];
  }

  cut() {
    this.online = false;
    for (const line of this.lines) line.cut();
  }

  mend() {
    this.online = true;
  }

  /** From now on nothing more goes wrong. */
  async heal() {
    this.fair = true;
    this.mend();
    await this.page.bringBack();
  }

  /** Do one thing that people do, by chance. */
  async something() {
    const joint = [...this.view].filter(([key, value]) => key.startsWith("joint/") && value.texts?.length);
    const choices = [() => this.write(), () => this.park()];
    if (this.#slips.size)
      choices.push(
        () => this.#change(),
        () => this.#change(),
        () => this.#throwAway(),
      );
    if (this.view.get(`step/${STEP}`)?.revealed) choices.push(() => this.note());
    if (joint.length)
      for (let n = 0; n < 4; n += 1) choices.push(() => this.#reword(this.dice.pick(joint)[1]));
    await this.dice.pick(choices)();
  }

  write() {
    const id = newEntryId();
    const hidden = !this.view.get(`step/${STEP}`)?.revealed;
    const text = this.#word(id, hidden);
    this.#slips.set(id, text);
    this.act({ do: "write", id, step: STEP, prompt: "success", text, private: hidden });
  }

  note() {
    const id = newEntryId();
    this.act({ do: "note", id, step: STEP, prompt: "success", text: this.#word(id, false), from: [] });
  }

  park() {
    const id = newEntryId();
    this.act({ do: "park", id, text: this.#word(id, false) });
  }

  #change() {
    const [id, text] = this.dice.pick([...this.#slips]);
    const hidden = this.typed.some((typed) => typed.entry === id && typed.hidden);
    const longer = `${text} ${this.#word(id, hidden)}`;
    this.#slips.set(id, longer);
    this.act({ do: "edit", entry: id, text: longer });
  }

  #throwAway() {
    const [id] = this.dice.pick([...this.#slips]);
    this.#slips.delete(id);
    this.thrown.add(id);
    this.act({ do: "remove", entry: id });
  }

  /** @param {any} joint */
  #reword(joint) {
    const words = joint.texts[0].split(" ");
    words.splice(this.dice.below(words.length + 1), 0, this.#word(joint.id, false));
    this.act({ do: "edit", entry: joint.id, text: words.join(" "), base: joint.texts });
  }

  /** A word that nobody else types. @param {string} entry @param {boolean} hidden */
  #word(entry, hidden) {
    this.#words += 1;
    const word = `${this.name}w${this.#words}z`;
    this.typed.push({ word, op: "", entry, hidden });
    return word;
  }

  /**
   * Send an act as the forms do: what is refused goes to the tray.
   * @param {Record<string, unknown> & {do: string}} asked
   */
  async act(asked) {
    const act = /** @type {Act} */ ({ op: newOperationId(), ...asked });
    const last = this.typed[this.typed.length - 1];
    if (last && wordsOf(act).some((text) => text.split(" ").includes(last.word))) last.op = act.op;
    const { queue, tray } = this.page;
    const ack = await queue.add(act, { free: true });
    if (!ack.ok) tray.take(act, ack);
    this.answers.set(act.op, ack);
    return ack;
  }
}
