/**
 * The page's one timer. Everything that waits asks here, so a page that is up for weeks holds one browser timer however
 * much is pending, and a test can turn the hands itself. Knows no DOM.
 */
export class Schedule {
  #jobs = new Set();
  #now;
  #set;
  #clear;
  #handle;
  #armedFor = Infinity;

  constructor({
    now = () => performance.now(),
    set = (run, ms) => setTimeout(run, ms),
    clear = (handle) => clearTimeout(handle),
  } = {}) {
    this.#now = now;
    this.#set = set;
    this.#clear = clear;
  }

  /** Milliseconds of a clock that never steps. */
  get now() {
    return this.#now();
  }

  /** Runs `run` once, `ms` from now; the returned function calls it off. */
  after(ms, run) {
    return this.#add({ due: this.now + ms, run });
  }

  /** Runs `run` every `ms`; the returned function ends it. */
  every(ms, run) {
    return this.#add({ due: this.now + ms, run, period: ms });
  }

  #add(job) {
    this.#jobs.add(job);
    this.#arm();
    return () => {
      this.#jobs.delete(job);
    };
  }

  #arm() {
    let next = Infinity;
    for (const job of this.#jobs) next = Math.min(next, job.due);
    if (next >= this.#armedFor) return;
    this.#clear(this.#handle);
    this.#armedFor = next;
    this.#handle = this.#set(() => this.#fire(), Math.max(0, next - this.now));
  }

  #fire() {
    this.#armedFor = Infinity;
    const now = this.now;
    const due = [...this.#jobs].filter((job) => job.due <= now).sort((a, b) => a.due - b.due);
    try {
      for (const job of due) {
        // Called off by a job before it.
        if (!this.#jobs.has(job)) continue;
        if (job.period) job.due = Math.max(job.due + job.period, now);
        else this.#jobs.delete(job);
        job.run();
      }
    } finally {
      this.#arm();
    }
  }
}
