// What others change is gathered for a moment and then told once, as it is by then: in a busy room a listener hears
// where the group is, and not how it came there.

import { announce } from "./announce.js";
import { differences } from "./live/store.js";
import { t } from "./text.js";

/** @typedef {import("./page.js").News} News */

const GATHER = 1_200;
/** A long list would keep somebody from their own work. */
const MOST = 4;

export class Bulletin {
  #sentences;
  #say;
  #later;
  /** @type {News | null} */
  #gathered = null;

  /**
   * @param {(news: News) => string[]} sentences what a change says, the most important first
   * @param {object} [parts]
   * @param {(words: string) => void} [parts.say]
   * @param {(tell: () => void, milliseconds: number) => void} [parts.later]
   */
  constructor(sentences, { say, later } = {}) {
    this.#sentences = sentences;
    this.#say = say ?? ((words) => announce(words));
    this.#later = later ?? ((tell, milliseconds) => setTimeout(tell, milliseconds));
  }

  /** @param {News} news */
  add(news) {
    if (!this.#gathered) this.#later(() => this.#tell(), GATHER);
    this.#gathered = { ...news, before: this.#gathered?.before ?? news.before };
  }

  #tell() {
    if (!this.#gathered) return;
    const { before, after } = this.#gathered;
    this.#gathered = null;
    const said = this.#sentences({ before, after, keys: differences(before, after) });
    if (said.length > MOST) said.splice(MOST, said.length, t("Er veranderde meer op de kaart."));
    if (said.length) this.#say(said.join(" "));
  }
}
