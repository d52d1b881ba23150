// How to speak to each server: as little work as its protocol allows, so that the driver is not what is measured.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { newOperationId } from "../../partnerschap/static/js/ids.js";

/**
 * Somebody with a connection. `ready` comes when the whole map is there; `acked` and `delivered` tell of changes.
 * @typedef {{person: number, map: string, cookie?: string, url: string, entry?: string}} Person
 * @typedef {{ready: () => void, acked: (number: number) => void, delivered: (from: number, number: number) => void,
 *   refused: (why: string) => void}} Heard
 * @typedef {{change: (number: number) => void, close: () => void}} Peer
 */

const LENGTH = 43;

/** A text of 43 characters that says who wrote it and which one it is. @param {number} person @param {number} number */
export function textOf(person, number) {
  const head = `~${String(person).padStart(4, "0")}${String(number).padStart(8, "0")}`;
  return head.padEnd(LENGTH, " wij eten elke maand samen hier bij ons");
}

/** @param {string} text @returns {[number, number]} */
function readText(text) {
  return [Number(text.slice(1, 5)), Number(text.slice(5, 13))];
}

/** @param {Person} someone @param {Heard} heard @param {(socket: WebSocket, name: string, data: any) => void} told */
function socketIo(someone, heard, told) {
  const headers = someone.cookie ? { Cookie: someone.cookie } : {};
  const socket = new WebSocket(someone.url, { headers, perMessageDeflate: false, skipUTF8Validation: true });
  const answers = new Map();
  let next = 0;
  socket.on("message", (raw) => {
    const text = raw.toString();
    if (text[0] === "0") socket.send("40");
    else if (text[0] === "2") socket.send("3");
    else if (text.startsWith("43")) {
      const at = text.indexOf("[");
      const id = Number(text.slice(2, at));
      const [answer] = JSON.parse(text.slice(at));
      answers.get(id)?.(answer);
      answers.delete(id);
    } else if (text.startsWith("42")) {
      const [name, data] = JSON.parse(text.slice(2));
      told(socket, name, data);
    } else if (text.startsWith("44")) heard.refused(text);
  });
  socket.on("error", (problem) => heard.refused(String(problem)));
  return {
    socket,
    /** @param {string} name @param {any} data @param {(answer: any) => void} done */
    ask(name, data, done) {
      answers.set(next, done);
      socket.send(`42${next++}${JSON.stringify([name, data])}`);
    },
  };
}

/** @param {Person} someone @param {Heard} heard @returns {Peer} */
function ours(someone, heard) {
  const entry = someone.entry ?? "";
  let base = "";
  let seq = -1;
  const wire = socketIo(someone, heard, (_socket, name, data) => {
    if (name === "snapshot") {
      seq = data.seq;
      [base] = data.view[`joint/${entry}`]?.texts ?? [""];
      heard.ready();
    } else if (name === "change") {
      if (data.since !== seq) heard.refused(`a gap: ${data.since} after ${seq}`);
      seq = data.seq;
      for (const key in data.set)
        if (key.startsWith("joint/")) {
          const [text] = data.set[key].texts;
          if (text[0] === "~") heard.delivered(...readText(text));
        }
    }
  });
  return {
    change(number) {
      const text = textOf(someone.person, number);
      wire.ask("act", { do: "edit", op: newOperationId(), entry, text, base: [base] }, (answer) => {
        if (answer.ok) heard.acked(number);
        else heard.refused(JSON.stringify(answer));
      });
      base = text;
    },
    close: () => wire.socket.terminate(),
  };
}

/** @param {Person} someone @param {Heard} heard @returns {Peer} */
function control(someone, heard) {
  const wire = socketIo(someone, heard, (_socket, name, data) => {
    if (name === "snapshot") heard.ready();
    else if (name === "change") heard.delivered(...readText(data.text));
  });
  return {
    change(number) {
      const entry = `e${someone.person}`;
      wire.ask("edit", { entry, text: textOf(someone.person, number) }, () => heard.acked(number));
    },
    close: () => wire.socket.terminate(),
  };
}

const SYNC = 0;
const AUTH = 2;
const SYNC_STATUS = 8;
const MARK = "~".charCodeAt(0);

/** @param {Person} someone @param {Heard} heard @returns {Peer} */
function hocuspocus(someone, heard) {
  const socket = new WebSocket(someone.url, { perMessageDeflate: false });
  const doc = new Y.Doc();
  const entries = doc.getMap("entries");
  /** @type {number[]} */
  const waiting = [];
  const message = (/** @type {(encoder: encoding.Encoder) => void} */ write) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, someone.map);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  const sync = (/** @type {number} */ kind, /** @type {Uint8Array} */ content) =>
    message((encoder) => {
      encoding.writeVarUint(encoder, SYNC);
      encoding.writeVarUint(encoder, kind);
      encoding.writeVarUint8Array(encoder, content);
    });
  doc.on("update", (update, origin) => origin === socket || sync(2, update));
  socket.on("open", () =>
    message((encoder) => {
      encoding.writeVarUint(encoder, AUTH);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "");
    }),
  );
  socket.on("message", (/** @type {Buffer} */ raw) => {
    const decoder = decoding.createDecoder(raw);
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind === AUTH) sync(0, Y.encodeStateVector(doc));
    else if (kind === SYNC_STATUS) {
      const number = waiting.shift();
      if (number !== undefined) heard.acked(number);
    } else if (kind === SYNC) {
      const what = decoding.readVarUint(decoder);
      if (what === 1) {
        // What is changed from here on comes after what was there, and so is not lost beside it.
        Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), socket);
        heard.ready();
      }
      // A real client would work this into its document; here its texts are only looked up.
      if (what === 2)
        for (let at = raw.indexOf(MARK); at >= 0; at = raw.indexOf(MARK, at + 1)) {
          const head = raw.toString("latin1", at, at + 13);
          // The mark is also a byte like any other: only with twelve digits behind it does a text begin.
          if (/^~\d{12}$/.test(head)) heard.delivered(...readText(head));
        }
    }
  });
  socket.on("error", (problem) => heard.refused(String(problem)));
  return {
    change(number) {
      waiting.push(number);
      entries.set(`e${someone.person}`, textOf(someone.person, number));
    },
    close: () => socket.terminate(),
  };
}

/** @type {Record<string, (someone: Person, heard: Heard) => Peer>} */
export const PEERS = { ours, control, hocuspocus };
