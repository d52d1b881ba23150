// Which words of a text are new. Longest common subsequence by word; texts are short (600 characters).

/**
 * A comma or a capital more is no change.
 * @param {string} word
 */
function bare(word) {
  return word.replace(/^[.,;:!?…'"’‘()]+|[.,;:!?…'"’‘()]+$/g, "").toLowerCase() || word;
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function words(text) {
  return text.split(/\s+/).filter(Boolean);
}

/**
 * For every word of the new text: whether it stood in the old one, in the same order.
 * @param {string[]} before
 * @param {string[]} after
 * @returns {boolean[]}
 */
function kept(before, after) {
  const width = after.length + 1;
  const table = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        before[i] === after[j]
          ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const same = after.map(() => false);
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) {
      same[j] = true;
      i += 1;
      j += 1;
    } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return same;
}

/**
 * The new text as runs of words, each told to be changed or not; joined they are the new text.
 * @param {string} before
 * @param {string} after
 * @returns {{words: string, changed: boolean}[]}
 */
export function changedWords(before, after) {
  const fresh = words(after);
  const same = kept(words(before).map(bare), fresh.map(bare));
  /** @type {{words: string, changed: boolean}[]} */
  const runs = [];
  fresh.forEach((word, index) => {
    const last = runs[runs.length - 1];
    if (last && last.changed === !same[index]) last.words += ` ${word}`;
    else {
      if (last) runs.push({ words: " ", changed: false });
      runs.push({ words: word, changed: !same[index] });
    }
  });
  return runs;
}
