// The end of a seat: somebody was taken off the map, or left on another device. Nothing of the map stays on screen.

import { html, render } from "../vendor/lit.js";
import { icon } from "./parts/small.js";
import { t } from "./text.js";

/** @param {import("./page.js").Page} page */
export function showGone(page) {
  const main = document.getElementById("inhoud");
  if (!page.link.gone || !main || "gone" in main.dataset) return;
  main.dataset.gone = "";
  for (const each of document.querySelectorAll("body > header, [data-strip]")) each.remove();
  main.replaceChildren();
  render(
    html`<div class="page stack"><h1>${t("Je zit niet meer aan deze tafel")}</h1>
<div class="notice">${icon("info-circle")}<p>${t("Deze kaart is op dit apparaat niet meer te zien. Klopt dat niet? Vraag de begeleider om de code, en doe opnieuw mee.")}</p></div>
<p><a href=${`${page.given.root}/`}>${t("Naar het begin")}</a></p></div>`,
    main,
  );
  main.focus();
}
