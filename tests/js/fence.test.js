import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url).pathname;
const SCRIPTS = join(ROOT, "partnerschap/static/js");

/** @returns {{name: string, text: string}[]} */
function scripts() {
  const names = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".js") && !name.startsWith("catalogues"))
    .map((name) => ({ name, text: readFileSync(join(SCRIPTS, name), "utf8") }));
}

test("no script makes elements out of text, runs text, or speaks to another host", () => {
  const never =
    /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\.write|\beval\(|new Function|https?:\/\/(?!www\.w3\.org\/)/;
  for (const { name, text } of scripts()) assert.doesNotMatch(text, never, name);
});

test("only the refresher parses a page", () => {
  const parsing = scripts().filter(({ text }) => text.includes("DOMParser"));
  assert.deepEqual(
    parsing.map(({ name }) => name),
    ["live/refresh.js"],
  );
});

const ASKED = /const workers = navigator\.serviceWorker;\n\s*if \(!workers\) return;/;

test("nothing is used that an insecure origin or the oldest promised browser lacks", () => {
  const lacking =
    /randomUUID|crypto\.subtle|navigator\.locks|serviceWorker|structuredClone|Object\.groupBy|Map\.groupBy|\.toSorted\(|\.toReversed\(|\.findLast|Array\.fromAsync|Promise\.withResolvers|Object\.hasOwn|\.showModal|popover|\.replaceAll\(.*=>|AbortSignal\.timeout|static \{|\(\?<[=!]/;
  for (const { name, text } of scripts()) {
    const plain = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
    // The one script that asks whether it is there before it uses it.
    const code = name === "offline.js" ? plain.replace(ASKED, "") : plain;
    assert.doesNotMatch(code, lacking, name);
    assert.doesNotMatch(
      code,
      /^await |^\s*import\s+.*with\s*{/m,
      `${name}: top-level await, import attributes`,
    );
    for (const [, from] of code.matchAll(/from "([^"]+)"/g))
      assert.match(from, /^\.\.?\//, `${name}: no import maps`);
  }
});

test("only modules that stand where joined scripts stand look at where they are", () => {
  const looking = scripts().filter(({ text }) => /import\.meta|import\(`/.test(text));
  assert.ok(looking.length > 0);
  for (const { name } of looking) assert.doesNotMatch(name, /\//, name);
});

test("what is written is never sent as presence", () => {
  const text = scripts().find(({ name }) => name === "writing.js")?.text ?? "";
  assert.match(text, /page\.link\.writing\(\{ step, prompt \}\)/);
  assert.doesNotMatch(text, /\.value\b/);
});

test("a script has at most 260 lines", () => {
  for (const { name, text } of scripts()) assert.ok(text.split("\n").length <= 260, name);
});

/** @returns {Set<string>} the message ids of the scripts */
function messages() {
  const ids = new Set();
  for (const { name, text } of scripts()) {
    if (name === "text.js") continue;
    const calls = [...text.matchAll(/(?<![\w.])(n?t)\(\s*/g)];
    for (const call of calls) {
      const rest = text.slice(/** @type {number} */ (call.index) + call[0].length);
      const literal = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
      assert.ok(literal, `${name}: a message id is a literal: ${rest.slice(0, 40)}`);
      ids.add(JSON.parse(`"${literal[1]}"`));
    }
  }
  return ids;
}

test("every text of the scripts is a literal, and the English catalogue has it", () => {
  const ids = messages();
  assert.ok(ids.size > 100);
  const catalogue = join(ROOT, "partnerschap/translations/en/LC_MESSAGES/messages.po");
  if (!existsSync(catalogue)) return;
  const known = readFileSync(catalogue, "utf8");
  const texts = new Set(
    [...known.matchAll(/^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)/gm)].map(([, parts]) =>
      [...parts.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => JSON.parse(`"${part}"`)).join(""),
    ),
  );
  assert.deepEqual(
    [...ids].filter((id) => !texts.has(id)),
    [],
  );
});
