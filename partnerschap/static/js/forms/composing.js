// A keyboard that composes (those of telephones do, with every word) owns the field until the word is done: who
// empties it meanwhile finds the word there a second time.

/** @type {Node | null} */
let field = null;
/** @type {Promise<void>} */
let done = Promise.resolve();

/** Begin to watch; once for a page. */
export function watchComposing() {
  let end = () => {};
  document.addEventListener("compositionstart", ({ target }) => {
    field = /** @type {Node} */ (target);
    done = new Promise((go) => {
      end = go;
    });
  });
  // A field that goes takes its composition with it, and says so to nobody: then it loses the focus.
  for (const event of ["compositionend", "focusout"]) {
    document.addEventListener(event, () => {
      field = null;
      end();
    });
  }
}

/** @param {Node} form whether a word is being composed in it */
export function isComposing(form) {
  return field !== null && form.contains(field);
}

/** Wait until no word is being composed in a form. @param {Node} form */
export async function composed(form) {
  while (isComposing(form)) await done;
}
