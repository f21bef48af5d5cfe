/** How long each part of a long command took. */
export class Phases {
  /** @type {[string, number][]} */
  #times = [];
  #began = Date.now();

  /**
   * Does a part of it; one that takes less than a second is not printed.
   * @template T
   * @param {string} name Such as "browser tests".
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async time(name, work) {
    const began = Date.now();
    try {
      return await work();
    } finally {
      this.#times.push([name, Date.now() - began]);
    }
  }

  /** All of them and the whole in one line. */
  line() {
    const parts = this.#times.filter(([, milliseconds]) => milliseconds >= 1_000);
    const words = parts.map(([name, milliseconds]) => `${name} ${inWords(milliseconds)}`);
    return `Took ${inWords(Date.now() - this.#began)}: ${words.join(", ")}.`;
  }
}

/** @param {number} milliseconds */
function inWords(milliseconds) {
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
