// The end of a seat: somebody was taken off the map, or left on another device. Nothing of the map stays on screen.

import { html, nothing, render } from "../vendor/lit.js";
import { forget } from "./live/keep.js";
import { wordsOf } from "./live/tray.js";
import { forgetOffline } from "./offline.js";
import { icon } from "./parts/small.js";
import { t } from "./text.js";

/** @param {import("./page.js").Page} page */
export async function showGone(page) {
  const main = document.getElementById("inhoud");
  if (!page.link.gone || !main || "gone" in main.dataset) return;
  main.dataset.gone = "";
  for (const each of document.querySelectorAll("body > header, [data-strip]")) each.remove();
  main.replaceChildren();
  const { deleted } = page.link;
  const show = (/** @type {string[]} */ words) =>
    render(
      html`<div class="page stack"><h1>${deleted ? t("Deze kaart is gewist") : t("Je zit niet meer aan deze tafel")}</h1>
<div class="notice">${icon("info-circle")}<p>${deleted ? t("De bewaartijd was voorbij. Wat er op stond, is weg.") : t("Deze kaart is op dit apparaat niet meer te zien. Klopt dat niet? Vraag de begeleider om de code, en doe opnieuw mee.")}</p></div>
${words.length ? left(words, clear) : nothing}
<p><a href=${`${page.given.root}/`}>${t("Naar het begin")}</a></p></div>`,
      main,
    );
  const clear = async () => {
    await forget(page.given.map).catch(() => {});
    show([]);
    main.focus();
  };
  show([]);
  main.focus();
  forgetOffline(page.given.root, page.given.map).catch(() => {});
  show(await wordsOn(page));
}

/**
 * What this person typed on this device and never sent: their own words, so they may still read and copy them.
 * @param {import("./page.js").Page} page
 */
async function wordsOn({ keep }) {
  if (!keep) return [];
  const acts = [...(await keep.acts()), ...(await keep.returned()).map(({ act }) => act)];
  const typed = (await keep.drafts()).flatMap(({ draft }) =>
    Object.entries(draft).flatMap(([name, value]) =>
      /^(question|texts?|because|meaning)\//.test(name) && value ? [String(value)] : [],
    ),
  );
  return [...acts.flatMap(wordsOf), ...typed];
}

/** @param {string[]} words @param {() => void} clear */
function left(words, clear) {
  return html`<section class="stack"><h2>${t("Nog op dit apparaat")}</h2>
<p>${t("Dit schreef je, maar het is niet verstuurd. Alleen op dit apparaat is het te lezen.")}</p>
<ul class="slips" role="list">${words.map((text) => html`<li class="slip slip--mine slip--unsent"><p class="slip__text" dir="auto">${text}</p></li>`)}</ul>
<p><button class="button button--secondary utrecht-button utrecht-button--secondary-action" type="button" @click=${clear}>${t("Haal dit weg van dit apparaat")}</button></p></section>`;
}
