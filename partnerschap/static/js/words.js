// The words of the method, once each: the mirror of `templates/map/words.html`. Plain text, no markup.

import { nt, t } from "./text.js";

/** @typedef {import("./live/store.js").Row} Row */

/** @param {string} key */
export function phaseWord(key) {
  switch (key) {
    case "write":
      return t("Schrijf eerst zelf");
    case "reveal":
      return t("Samen onthullen");
    case "talk":
      return t("Praten");
    case "note":
      return t("Samen noteren");
    case "consent":
      return t("Instemmen");
    case "terms":
      return t("Afspreken");
    case "sign":
      return t("Ondertekenen");
    case "closed":
      return t("Klaar");
    default:
      return t("Komt nog");
  }
}

/** @param {string} kind */
export function stanceWord(kind) {
  switch (kind) {
    case "agree":
      return t("akkoord");
    case "accept":
      return t("ik kan ermee leven");
    case "proviso":
      return t("akkoord, mits …").replace(" …", "");
    default:
      return t("bezwaar, omdat …").replace(" …", "");
  }
}

/** @param {string} key */
export function statusWord(key) {
  if (key === "frame") return t("kader: ligt al vast");
  return key === "agreement" ? t("afspraak") : t("nog niet vervuld");
}

/** @param {string} kind */
export function responsibilityWord(kind) {
  if (kind === "volunteers") return t("Vrijwilligers zijn helemaal verantwoordelijk");
  if (kind === "shared") return t("Samen en gelijk verantwoordelijk");
  return t("Professionals zijn meer verantwoordelijk");
}

/** @param {string} kind */
export function fateWord(kind) {
  if (kind === "adopted") return t("overgenomen");
  return kind === "adapted" ? t("aangepast overgenomen") : t("niet overgenomen");
}

/**
 * A prompt as it is read: alone ('I'), or together ('we') from the noting on.
 * @param {Row} prompt
 * @param {Row} map
 * @param {"I" | "we"} [whose]
 */
export function promptText(prompt, map, whose = "I") {
  if (!prompt.sentence) return String(prompt.text);
  const subject = { subject: map.subject };
  return whose === "we"
    ? t("Wij vinden %(subject)s geslaagd als …", subject)
    : t("Ik vind %(subject)s geslaagd als …", subject);
}

/**
 * "Joke, Nora en Younes"
 * @param {string[]} names
 */
export function nameList(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")}${t(" en ")}${names[names.length - 1]}`;
}

/** How an open point is said; it shuts nothing. @param {string} code */
export function pointWord(code) {
  switch (code) {
    case "value_without_action":
      return t("Bij deze waarde hoort nog geen actie.");
    case "action_without_value":
      return t("Deze actie hoort nog bij geen waarde.");
    case "own_unanswered":
      return t("Op sommige briefjes is nog niet gereageerd.");
    case "role_without_person":
      return t("Bij deze rol hoort nog niemand.");
    case "knowledge_needs_side":
      return t("Nog niet van beide kanten staat hier hoe je kennis deelt.");
    case "no_own_action":
      return t("Nog niet iedereen heeft een eigen actie.");
    case "one_side_carries":
      return t("Eén kant doet nu bijna alles. Is dat wat jullie willen?");
    case "condition_unmet":
      return t("Deze conditie is nog niet vervuld.");
    case "two_wordings":
      return t("Hier staan twee teksten. Kies er samen één.");
    case "action_without_owner":
      return t("Nog niemand heeft deze actie op zich genomen.");
    case "line_not_discussed":
      return t("Hierover is nog niet gepraat bij het terugkijken.");
    case "difference_not_discussed":
      return t("Hier schuurde het. Daar is nog niet over gepraat.");
    default:
      return t("Hier is nog iets open.");
  }
}

/** Where a long word of the printed map may be broken: browsers differ in what they know of Dutch. */
const SOFT = Object.entries({
  procesvaardigheid: "proces\u00advaardigheid",
  inhoudscompetentie: "inhouds\u00adcompetentie",
  "reflectie/introspectie": "reflectie/\u200bintrospectie",
  ondersteuning: "onder\u00adsteuning",
  communiceren: "communi\u00adceren",
  "reflection/introspection": "reflection/\u200bintrospection",
});

/** @param {string} text */
export function soft(text) {
  return SOFT.reduce((whole, [word, broken]) => whole.split(word).join(broken), text);
}

/** Why a gate is shut, in a few words. @param {Row} reason */
export function shutWord(reason) {
  const count = reason.count || 1;
  switch (reason.code) {
    case "private":
      return t("Er liggen nog briefjes dicht");
    case "earlier_open":
      return t("Een eerdere stap is weer open");
    case "objection":
      return nt("Er staat een bezwaar open", "Er staan %(num)s bezwaren open", count);
    case "proviso":
      return nt("Eén voorwaarde wacht op antwoord", "%(num)s voorwaarden wachten op antwoord", count);
    case "untaken":
      return nt("Eén actie wacht op ja of nee", "%(num)s acties wachten op ja of nee", count);
    case "everyone":
      return t("Nog niet iedereen heeft gekozen");
    default:
      return t("Nog niet beide kanten stemmen in");
  }
}

/** The participation spectrum, thin to thick. */
export function rungs() {
  return [
    t("ik was er alleen bij"),
    t("ik hoorde wat er komt"),
    t("mij werd om raad gevraagd"),
    t("ik kon iets vragen of klagen"),
    t("ik hielp mee uitvoeren"),
    t("ik onderhandelde mee"),
    t("we dachten en beslisten samen"),
    t("we deden het samen"),
  ];
}
