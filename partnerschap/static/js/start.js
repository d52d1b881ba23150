// Beginning and joining: plain forms, with little help from this script.

import { mountSilence } from "./announce.js";
import { awake } from "./awake.js";
import { mountCopy } from "./copy.js";

awake();
mountCopy();
mountSilence();
