// Lets a map open without network. It keeps program files, and of each map one page without anybody's words; what
// people typed stands in IndexedDB (`live/keep.js`), which is not its business. The address that registers it
// (`offline.js`) says of which version the program files are.

/** @typedef {{kind: "keep", shell: string, files: string[]} | {kind: "forget", shell: string}} Order */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const VERSION = new URL(location.href).searchParams.get("v") ?? "";
/** What stands before every address. */
const ROOT = location.pathname.replace(/\/sw\.js$/, "");
const FILES = `bestanden-${VERSION}`;
const PAGES = "kaarten";
/** So long somebody waits for a page on a line that says nothing. */
const PATIENCE = 6_000;

worker.addEventListener("install", () => {
  worker.skipWaiting();
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

worker.addEventListener("message", (event) => {
  const order = /** @type {Order} */ (event.data);
  event.waitUntil(order.kind === "keep" ? keep(order) : forget(order.shell));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const map = pathname.slice(ROOT.length).match(/^\/kaart\/([^/]+)(\/deelnemer)?$/)?.[1];
  if (pathname.startsWith(`${ROOT}/static/v-`)) event.respondWith(file(request));
  else if (request.mode === "navigate" && map) event.respondWith(page(request, map));
});

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("bestanden-") && name !== FILES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {{shell: string, files: string[]}} order */
async function keep({ shell, files }) {
  const [kept, pages] = [await caches.open(FILES), await caches.open(PAGES)];
  const lacking = [];
  for (const address of files) if (!(await kept.match(address))) lacking.push(kept.add(address));
  // One that cannot be had now is got when it is used, or at the next visit. The page comes last: it needs them.
  await Promise.allSettled(lacking);
  await pages.add(shell);
}

/** @param {string} shell */
async function forget(shell) {
  await (await caches.open(PAGES)).delete(shell);
}

/** A file whose address says which version it is never changes. @param {Request} request */
async function file(request) {
  const kept = await caches.open(FILES);
  const found = await kept.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && request.url.includes(`/v-${VERSION}/`)) await kept.put(request, answer.clone());
  return answer;
}

/** The page itself; without network the one without words. @param {Request} request @param {string} map */
async function page(request, map) {
  const shell = await caches.match(`${ROOT}/kaart/${map}/zonder-netwerk`, { ignoreVary: true });
  if (!shell) return fetch(request);
  const asked = fetch(request);
  const waited = new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), PATIENCE));
  try {
    return await /** @type {Promise<Response>} */ (Promise.race([asked, waited]));
  } catch {
    return shell;
  }
}
