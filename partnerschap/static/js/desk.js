// The facilitator's screen: as the participant's, but the facilitator answers no slips.

import { shown } from "./shown.js";

shown()
  .then(() => import("./takingpart.js"))
  .then(({ takePart }) => takePart({ ownActs: false }));
