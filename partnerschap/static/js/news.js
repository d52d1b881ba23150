// What others changed, in one short sentence each, for the polite announcements.

import { Reading } from "./reading.js";
import { nt, t } from "./text.js";
import { phaseWord } from "./words.js";

/** @typedef {import("./page.js").News} News */
/** @typedef {import("./live/store.js").Row} Row */

/**
 * @param {News} news
 * @param {Row} instrument
 * @returns {string[]}
 */
export function sentences({ before, after, keys }, instrument) {
  const was = new Reading(before, instrument);
  const now = new Reading(after, instrument);
  /** @type {string[]} */
  const said = [];
  if (was.focusKey !== now.focusKey) {
    const step = now.step(now.focusKey);
    said.push(
      t("De groep is nu bij stap %(number)s: %(label)s.", { number: step.number, label: step.label }),
    );
  }
  if (was.focus.phase !== now.focus.phase)
    said.push(t("Nu: %(phase)s.", { phase: phaseWord(now.focus.phase) }));
  for (const step of now.steps) {
    const former = was.step(step.key);
    if (step.revealed && !former.revealed) said.push(t("Alle briefjes liggen open."));
    if (step.reopened && !former.reopened)
      said.push(t("Stap %(number)s is weer open.", { number: step.number }));
  }
  return [
    ...said,
    ...gates(was, now, keys),
    ...texts(before, after, keys, now),
    ...others(before, after, keys),
  ];
}

/** @param {Reading} was @param {Reading} now @param {Set<string>} keys */
function gates(was, now, keys) {
  /** @type {string[]} */
  const said = [];
  for (const key of keys) {
    if (!key.startsWith("gate/")) continue;
    const name = key.slice(5);
    const gate = now.gate(name);
    const number = now.step(gate.steps?.[gate.steps.length - 1] ?? name).number;
    if (gate.open && !was.gate(name).open) said.push(t("Poort %(number)s is open.", { number }));
    if (gate.shown && !was.gate(name).shown) said.push(t("Jullie zien nu wat ieder koos."));
  }
  return said;
}

/**
 * Joint texts that came or changed by another's hand.
 * @param {import("./live/store.js").View} before
 * @param {import("./live/store.js").View} after
 * @param {Set<string>} keys
 * @param {Reading} now
 */
function texts(before, after, keys, now) {
  /** @type {string[]} */
  const said = [];
  let fresh = 0;
  for (const key of keys) {
    if (!key.startsWith("joint/") || !after.has(key)) continue;
    const entry = after.get(key);
    const old = before.get(key);
    if (!old) fresh += entry.by && entry.by === now.me?.name ? 0 : 1;
    else if (String(old.texts) !== String(entry.texts) && entry.changed?.by !== now.me?.name) {
      said.push(
        entry.changed?.by
          ? t("%(name)s veranderde een tekst.", { name: entry.changed.by })
          : t("Een tekst is veranderd."),
      );
    }
  }
  if (fresh)
    said.unshift(
      nt("Er staat een nieuwe tekst op de kaart.", "Er staan %(num)s nieuwe teksten op de kaart.", fresh),
    );
  return said;
}

/**
 * @param {import("./live/store.js").View} before
 * @param {import("./live/store.js").View} after
 * @param {Set<string>} keys
 */
function others(before, after, keys) {
  /** @type {string[]} */
  const said = [];
  for (const key of keys) {
    const value = after.get(key);
    if (key.startsWith("person/") && value?.at_table && !before.get(key)?.at_table) {
      said.push(t("%(name)s zit nu aan tafel.", { name: value.name }));
    }
    if (key === "map" && value?.paused && !before.get(key)?.paused)
      said.push(t("Jullie hebben pauze. Alles is bewaard."));
    if (key === "contract" && value && value.hash !== before.get(key)?.hash)
      said.push(t("De tekst van het contract staat vast."));
    if (key === "contract" && !value)
      said.push(
        before.get(key)?.status === "frozen"
          ? t("De tekst is heropend. Alle handtekeningen vervallen.")
          : t("De tekst is heropend."),
      );
  }
  return said;
}
