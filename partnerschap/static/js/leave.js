// Before a device forgets a map: what was typed here and never sent would go with it, so that is said first.

import { html, render } from "../vendor/lit.js";
import { awake } from "./awake.js";
import { countOf, forget } from "./live/keep.js";
import { forgetOffline } from "./offline.js";
import { icon } from "./parts/small.js";
import "./start.js";
import { nt, t } from "./text.js";

/** @param {HTMLFormElement} form @param {number} count */
function warn(form, count) {
  const place = document.createElement("div");
  place.className = "notice notice--error";
  place.setAttribute("role", "alert");
  place.tabIndex = -1;
  const lost = nt(
    "Op dit apparaat staat 1 tekst die niet verstuurd is. Als je doorgaat, is die weg.",
    "Op dit apparaat staan %(num)s teksten die niet verstuurd zijn. Als je doorgaat, zijn die weg.",
    count,
  );
  const again = t("Wil je dat? Druk dan nog een keer op de knop.");
  render(
    html`${icon("alert-triangle")}<div><p><b>${lost}</b></p><p><a href=${form.dataset.back ?? ""}>${t("Lees ze eerst op de kaart")}</a></p><p>${again}</p></div>`,
    place,
  );
  form.before(place);
  place.focus();
}

/** @param {HTMLFormElement} form */
function guard(form) {
  const map = form.dataset.leave ?? "";
  let warned = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // Where the browser keeps nothing, there is nothing to lose.
    const count = await countOf(map).catch(() => 0);
    if (count > 0 && !warned) {
      warned = true;
      warn(form, count);
      return;
    }
    await forget(map).catch(() => {});
    await forgetOffline(form.dataset.back?.split("/kaart/")[0] ?? "", map).catch(() => {});
    form.submit();
  });
}

async function start() {
  await awake();
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (
    document.querySelectorAll("form[data-leave]")
  ))
    guard(form);
}

start();
