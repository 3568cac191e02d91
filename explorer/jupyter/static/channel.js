// Questions to the kernel and their answers; what is chosen, and who wants to know of it.

const PATIENCE_MS = 6000;

export class Channel {
  constructor(model, tell) {
    this.model = model;
    this.tell = tell; // (words, share or null, cancel or null): shown in the status line
    this.waiting = new Map();
    this.next = Math.floor(Math.random() * 2 ** 40); // several views of one widget share its messages
    this.isLost = false;
    this.heard = (message) => this.hear(message);
    this.live = () => this.lose();
    model.on("msg:custom", this.heard);
    model.on("comm_live_update", this.live);
  }

  ask(what, details) {
    const id = ++this.next;
    return new Promise((resolve, reject) => {
      if (this.isLost) {
        reject(lost());
        return;
      }
      const slow = setTimeout(
        () => this.tell("Waiting for the kernel: it is busy with a cell, or it was stopped.", null, null),
        PATIENCE_MS,
      );
      this.waiting.set(id, { resolve, reject, slow });
      this.model.send({ ...details, id, ask: what });
    });
  }

  hear(message) {
    const asked = this.waiting.get(message.id);
    if (!asked) return;
    clearTimeout(asked.slow);
    if ("progress" in message) {
      const cancel = () => {
        asked.byUser = true;
        this.model.send({ id: ++this.next, ask: "cancel", job: message.id });
      };
      this.tell(message.doing, message.progress, cancel);
      return;
    }
    this.waiting.delete(message.id);
    if (!this.waiting.size) this.tell("", null, null);
    if (message.answer) asked.resolve(message.answer);
    else asked.reject(message.error || { cancelled: true, byUser: asked.byUser });
  }

  lose() {
    this.isLost = true;
    for (const { reject, slow } of this.waiting.values()) {
      clearTimeout(slow);
      reject(lost());
    }
    this.waiting.clear();
    this.tell(lost().problem + " " + lost().hint, null, null);
  }

  close() {
    this.model.off("msg:custom", this.heard);
    this.model.off("comm_live_update", this.live);
    for (const { slow } of this.waiting.values()) clearTimeout(slow);
  }
}

function lost() {
  return { problem: "The kernel was stopped or restarted: what is shown stays as it was.", hint: "Run the cell again." };
}

// What is chosen, the same in every tab: the newer and the older step, the variable, the tab.
export class Choice {
  constructor(first) {
    Object.assign(this, first);
    this.listeners = new Set();
  }

  set(change) {
    const changed = Object.keys(change).filter((name) => this[name] !== change[name]);
    if (!changed.length) return;
    Object.assign(this, change);
    for (const listener of this.listeners) listener(changed);
  }
}
