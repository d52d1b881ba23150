// The facilitator's screen: as the participant's, but the facilitator answers no slips.

import { takePart } from "./takingpart.js";

takePart({ ownActs: false });
