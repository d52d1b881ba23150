// The participant's screen.

import { takePart } from "./takingpart.js";

takePart();
