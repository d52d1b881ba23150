// What one person typed on this device and the server does not have yet, kept through a reload, sleep or a night.

import { openDB } from "../../vendor/idb.js";

/** @typedef {import("./queue.js").Act} Act */
/** @typedef {Record<string, string | boolean>} Draft the values of a form, by field name and place */
/** @typedef {{name: string, tab: string, draft: Draft}} DraftRow the words of one form in one tab */
/** @typedef {{act: Act, message: string, later?: boolean}} Returned what came back, why, and whether it is put aside */
/** @typedef {import("../../vendor/idb.js").IDBPDatabase} Database */
/** @typedef {"readonly" | "readwrite"} Mode */

const NAME = "partnerschap";
/** On this channel pages of this browser hear which map the device forgets. */
const FORGOTTEN = "partnerschap.forgotten";
const VERSION = 1;
/** Acts wait for an answer; drafts are the words of forms that were not sent; returned is what was refused too late. */
const STORES = /** @type {const} */ (["acts", "drafts", "returned"]);

/** @returns {Promise<Database>} */
function open() {
  return openDB(NAME, VERSION, {
    upgrade(database) {
      // Operation ids sort by time, so that acts come back in the order in which they were made.
      for (const [store, ...key] of [
        ["acts", "act.op"],
        ["returned", "act.op"],
        // Two tabs may have the same form open: each keeps its own words.
        ["drafts", "name", "tab"],
      ]) {
        database.createObjectStore(store, { keyPath: ["map", "person", ...key] }).createIndex("map", "map");
      }
    },
    // Another page of ours brings the database to a newer version: it must not wait for this one.
    blocking(_now, _next, event) {
      /** @type {IDBDatabase} */ (event.target).close();
    },
  });
}

/** @param {string} map @param {string} person every key that begins with these two */
function whose(map, person) {
  return IDBKeyRange.bound([map, person], [map, person, []]);
}

/**
 * The words of one person on one map. Where the browser keeps nothing (a private window, a full disk), `lasts` is
 * false and everything else goes on.
 */
export class Keep {
  #map;
  #person;
  #database;
  /** Whether the device forgot the map: a page that is still open puts nothing there any more. */
  #forgotten = false;
  /** Whether what was put last is really there. */
  lasts = true;

  /**
   * @param {string} map
   * @param {string} person
   * @param {Promise<Database>} [database]
   */
  constructor(map, person, database = open()) {
    this.#map = map;
    this.#person = person;
    this.#database = database;
    database.catch(() => {
      this.lasts = false;
    });
    channel()?.addEventListener("message", ({ data }) => {
      if (data !== map) return;
      this.#forgotten = true;
      // What this page was writing in that very moment.
      erase(map, database).catch(() => {});
    });
  }

  /**
   * @param {Act} act
   * @returns {Promise<boolean>} whether it is on this device's disk
   */
  put(act) {
    return this.#write("acts", { map: this.#map, person: this.#person, act });
  }

  /** @param {string} op of an act that was answered */
  drop(op) {
    return this.#erase("acts", [this.#map, this.#person, op]);
  }

  /** @returns {Promise<Act[]>} the acts that wait, oldest first */
  async acts() {
    return (await this.#all("acts")).map(({ act }) => act);
  }

  /**
   * @param {DraftRow} row
   * @returns {Promise<boolean>} whether it is kept
   */
  putDraft(row) {
    // Not waiting for the disk: this comes at every key, and survives all but a phone that loses its power.
    return this.#write("drafts", { map: this.#map, person: this.#person, ...row }, "relaxed");
  }

  /** @param {{name: string, tab: string}} row a form whose words were sent or taken out */
  dropDraft({ name, tab }) {
    return this.#erase("drafts", [this.#map, this.#person, name, tab]);
  }

  /** @returns {Promise<DraftRow[]>} */
  drafts() {
    return this.#all("drafts");
  }

  /**
   * @param {Returned} item words that the server did not take; they stay until their author decides
   * @returns {Promise<boolean>} whether it is kept
   */
  putReturned(item) {
    return this.#write("returned", { map: this.#map, person: this.#person, ...item });
  }

  /** @param {string} op */
  dropReturned(op) {
    return this.#erase("returned", [this.#map, this.#person, op]);
  }

  /** @returns {Promise<Returned[]>} oldest first */
  async returned() {
    return (await this.#all("returned")).map(({ act, message, later }) => ({ act, message, later }));
  }

  /** @param {typeof STORES[number]} store @param {unknown} row @param {"strict" | "relaxed"} [durability] */
  async #write(store, row, durability = "strict") {
    if (this.#forgotten) return false;
    try {
      // "strict": a phone that falls off the table right after this has it still.
      const work = (await this.#database).transaction(store, "readwrite", { durability });
      const put = work.store.put(row);
      // At once: a page that goes away would otherwise take what it just wrote with it.
      work.commit?.();
      await Promise.all([put, work.done]);
      this.lasts = true;
    } catch {
      this.lasts = false;
    }
    return this.lasts;
  }

  /** @param {typeof STORES[number]} store @param {string[]} key */
  async #erase(store, key) {
    try {
      await (await this.#database).delete(store, key);
    } catch {
      // It stays, and is sent once more at the next visit: the server answers as it did, and nothing comes twice.
    }
  }

  /** @param {typeof STORES[number]} store @returns {Promise<any[]>} */
  async #all(store) {
    try {
      return await (await this.#database).getAll(store, whose(this.#map, this.#person));
    } catch {
      return [];
    }
  }
}

/** @returns {BroadcastChannel | null} null in a browser that is too old for it */
function channel() {
  return "BroadcastChannel" in globalThis ? new BroadcastChannel(FORGOTTEN) : null;
}

/**
 * Take everything of a map from this device, whoever typed it; no page of this browser puts more of it there.
 * @param {string} map
 * @param {Promise<Database>} [database]
 */
export async function forget(map, database = open()) {
  const others = channel();
  others?.postMessage(map);
  others?.close();
  await erase(map, database);
}

/** @param {string} map @param {Promise<Database>} database */
async function erase(map, database) {
  const work = (await database).transaction(STORES, "readwrite");
  for (const store of STORES) {
    for (const key of await work.objectStore(store).index("map").getAllKeys(map)) {
      work.objectStore(store).delete(key);
    }
  }
  await work.done;
}

/**
 * How many acts, drafts and returned words of a map are on this device.
 * @param {string} map
 * @param {Promise<Database>} [database]
 */
export async function countOf(map, database = open()) {
  const counts = await Promise.all(
    STORES.map(async (store) => (await database).countFromIndex(store, "map", map)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
