// Opening a map without network, where the origin lets a service worker do that; elsewhere all the rest still holds.

/** @param {string} root @param {string} map */
function shellOf(root, map) {
  return `${root}/kaart/${encodeURIComponent(map)}/zonder-netwerk`;
}

/** The program files that this page came with. @param {string} root */
function files(root) {
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return names.filter((name) => new URL(name).pathname.startsWith(`${root}/static/v-`));
}

/**
 * Have the page kept that opens without network, with the step where the group is now.
 * @param {import("./page.js").Page} page
 */
export async function mountOffline(page) {
  const { root, map } = page.given;
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let step = "";
  const keep = async () => {
    const { focusKey } = page.read;
    if (page.link.connection === "none" || page.link.gone || focusKey === step) return;
    step = focusKey;
    (await workers.ready).active?.postMessage({
      kind: "keep",
      shell: shellOf(root, map),
      files: files(root),
    });
  };
  try {
    const version = import.meta.url.match(/\/static\/v-([^/]+)\//)?.[1] ?? "";
    await workers.register(`${root}/sw.js?v=${version}`, { scope: `${root}/` });
  } catch {
    return; // a browser that does not want to: the map opens with network only
  }
  page.onStatus(keep);
  page.onView(keep);
  keep();
}

/**
 * Take the page of a map from this device.
 * @param {string} root
 * @param {string} map
 */
export async function forgetOffline(root, map) {
  if ("caches" in globalThis) await (await caches.open("kaarten")).delete(shellOf(root, map));
}
