// Node lets an open channel keep the process alive; a browser does not. Import this before what opens one.

const Channel = globalThis.BroadcastChannel;

globalThis.BroadcastChannel = class extends Channel {
  /** @param {string} name */
  constructor(name) {
    super(name);
    /** @type {any} */ (this).unref();
  }
};
