// The participant's screen. The rest is fetched once the page can be read: on a slow line one would wait for the other.

import { shown } from "./shown.js";

shown()
  .then(() => import("./takingpart.js"))
  .then(({ takePart }) => takePart());
