// Ids that the browser makes. `crypto.randomUUID` is missing on insecure origins; `getRandomValues` is not.

/** @returns {Uint8Array} sixteen random bytes */
function sixteen() {
  return crypto.getRandomValues(new Uint8Array(16));
}

/**
 * @param {Uint8Array} bytes sixteen of them
 * @param {number} version
 * @returns {string} the bytes as a UUID of that version, variant 10
 */
function asUuid(bytes, version) {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * A random id (version 4): it tells nothing of when or by whom, so entries get this one.
 * @returns {string}
 */
export function newEntryId() {
  return asUuid(sixteen(), 4);
}

/**
 * An id that sorts by time (version 7), for operations; only the sender and the server see it.
 * @param {number} [now] milliseconds since 1970
 * @returns {string}
 */
export function newOperationId(now = Date.now()) {
  const bytes = sixteen();
  for (let index = 5, rest = now; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return asUuid(bytes, 7);
}
