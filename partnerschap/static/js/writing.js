// That somebody is writing, and at which question; never what.

const STILL = 6_000;
const AGAIN = 4_000;

/**
 * @param {import("./page.js").Page} page
 */
export function mountWriting(page) {
  let last = "";
  let toldAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const stop = () => {
    clearTimeout(timer);
    if (last) page.link.writing(null);
    last = "";
  };

  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement || (area instanceof HTMLInputElement && area.type === "text")))
      return;
    const form = area.closest("form[data-do]");
    const step = form?.querySelector('input[name="step"]')?.getAttribute("value") ?? page.at;
    const prompt = form?.querySelector('input[name="prompt"]')?.getAttribute("value");
    if (!form || !prompt) return;
    clearTimeout(timer);
    timer = setTimeout(stop, STILL);
    const spot = `${step}/${prompt}`;
    if (spot === last && Date.now() - toldAt < AGAIN) return;
    last = spot;
    toldAt = Date.now();
    page.link.writing({ step, prompt });
  });
  document.addEventListener("submit", stop);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop();
  });
}
