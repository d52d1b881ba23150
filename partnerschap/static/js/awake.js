// What every page with scripts does first: say that scripts run, and get the words of its language.

import { language, loadCatalogue } from "./text.js";

export async function awake() {
  document.documentElement.classList.replace("no-js", "js");
  await loadCatalogue(language());
}
