/** The stages of a long command, one after the other. */

/** @param {number} ms */
function duration(ms) {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/**
 * Runs stages, and prints at the end, also when one fails, how long each took.
 * @param {readonly [string, () => Promise<void>][]} stages
 */
export async function inTurn(stages) {
  const begin = performance.now();
  /** @type {string[]} */
  const took = [];
  try {
    for (const [name, run] of stages) {
      console.log(`\n== ${name}`);
      const start = performance.now();
      try {
        await run();
      } finally {
        took.push(`${duration(performance.now() - start).padStart(12)}  ${name}`);
      }
    }
  } finally {
    console.log(
      `\n${took.join('\n')}\n${duration(performance.now() - begin).padStart(12)}  in all`,
    );
  }
}
