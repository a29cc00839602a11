/**
 * Progress on stderr: stdout stays free for results. On a terminal the running step
 * rewrites its line; in a log file each step is printed once, at its end.
 */
export class Progress {
  /** @param {{quiet?: boolean, stream?: NodeJS.WriteStream}} [options] */
  constructor({ quiet = false, stream = process.stderr } = {}) {
    this.quiet = quiet;
    this.stream = stream;
    this.live = Boolean(stream.isTTY) && !quiet;
  }

  /** A line by itself. @param {string} text */
  say(text) {
    if (!this.quiet) this.stream.write(`headwater: ${text}\n`);
  }

  /** A line that must be seen even in a quiet run (something will be changed). @param {string} text */
  announce(text) {
    this.stream.write(`headwater: ${text}\n`);
  }

  /**
   * Runs one step and prints its name and time.
   * @template T
   * @param {string} name
   * @param {(update: (detail: string) => void) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const start = Date.now();
    let detail = '';
    const draw = () => {
      if (!this.live) return;
      const seconds = Math.round((Date.now() - start) / 1000);
      this.stream.write(`\r\x1b[Kheadwater: ${name} … ${detail} ${seconds} s`);
    };
    // Without a terminal nothing is redrawn, so the start of a long step must be printed.
    if (!this.live) this.say(`${name} …`);
    const timer = this.live ? setInterval(draw, 500) : undefined;
    draw();
    try {
      const result = await work((text) => {
        detail = text;
        draw();
      });
      const seconds = ((Date.now() - start) / 1000).toFixed(1);
      if (this.live) this.stream.write('\r\x1b[K');
      this.say(`${name}: done in ${seconds} s${detail ? ` (${detail})` : ''}`);
      return result;
    } catch (error) {
      if (this.live) this.stream.write('\n');
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
