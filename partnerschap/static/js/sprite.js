// Where the icons are. This module stands where the set-up puts the joined scripts, so that one address holds for both.

export const sprite = new URL("../vendor/icons.svg", import.meta.url).pathname;
