// The facilitator turns the pages of slips on the wall from their own screen.

/** @param {import("./page.js").Page} page */
export function mountTurning(page) {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("#blad-terug, #blad-verder") : null;
    if (button) page.link.turn(button.id === "blad-terug");
  });
}
