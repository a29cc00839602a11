/// <reference lib="dom" />
/**
 * What the benchmark runs inside the page. Every function is handed to the browser on its own, so
 * none uses anything outside itself.
 */

/**
 * Drops a generated float32 .npy of this shape onto the window: random rows that sum to 1.
 * @param {readonly [number, number, number]} shape layers, heads, tokens
 */
export function dropGenerated([layers, heads, tokens]) {
  const shape = `(${layers}, ${heads}, ${tokens}, ${tokens})`;
  const fields = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = `${fields.padEnd(117, ' ')}\n`;
  const prefix = new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  const weights = new Float32Array(layers * heads * tokens * tokens);
  let state = 7;
  for (let row = 0; row < weights.length; row += tokens) {
    let sum = 0;
    for (let key = 0; key < tokens; key++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const weight = 0.01 + (state / 2 ** 32) ** 8;
      weights[row + key] = weight;
      sum += weight;
    }
    for (let key = 0; key < tokens; key++) weights[row + key] = (weights[row + key] ?? 0) / sum;
  }
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([prefix, header, weights], 'generated.npy'));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
}

/** @typedef {'hover' | 'select' | 'zoom' | 'pan'} Kind */

/**
 * Milliseconds of script that each of some events on the matrix takes with all that follows from
 * it, sent between two frames, and the time from frame to frame meanwhile.
 * @param {Kind} kind
 */
export async function timeEvents(kind) {
  const matrix = document.querySelector('hw-matrix');
  const stage = matrix?.shadowRoot?.querySelector('.stage');
  if (!stage) throw new Error('no matrix');
  const box = stage.getBoundingClientRect();
  const idle = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', resolve, { once: true });
      port1.start();
      port2.postMessage(0);
    });
  const at = (/** @type {number} */ share) => ({
    clientX: box.x + box.width * (0.3 + 0.6 * share),
    clientY: box.y + box.height * (0.3 + 0.5 * ((share * 7) % 1)),
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  const events = {
    hover: (/** @type {number} */ share) => new PointerEvent('pointermove', at(share)),
    select: (/** @type {number} */ share) => new MouseEvent('click', at(share)),
    zoom: (/** @type {number} */ share) =>
      new WheelEvent('wheel', { ...at(0.5), deltaY: share < 0.5 ? -40 : 40 }),
    pan: (/** @type {number} */ share) =>
      new MouseEvent('mousemove', { ...at(share), view: window }),
  };
  if (kind === 'pan') {
    stage.dispatchEvent(new WheelEvent('wheel', { ...at(0.5), deltaY: -600 }));
    stage.dispatchEvent(new MouseEvent('mousedown', { ...at(0.5), view: window }));
  }
  const times = [];
  const frames = [];
  let last = performance.now();
  for (let step = 0; step < 120; step++) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
    const target = kind === 'pan' ? window : stage;
    await new Promise((resolve) => setTimeout(resolve));
    const since = performance.now();
    target.dispatchEvent(events[kind](step / 120));
    await idle();
    times.push(performance.now() - since);
  }
  if (kind === 'pan') window.dispatchEvent(new MouseEvent('mouseup', { ...at(0.5), view: window }));
  return { times, frames };
}

/** Milliseconds from the worker's answer to a changed residual until the picture is drawn. */
export async function timeRedraw() {
  const page = /** @type {HTMLElement & {parts: any}} */ (document.querySelector('headwater-page'));
  const { analysis, store } = page.parts;
  /** @type {number[]} */
  const times = [];
  for (const weight of [0.3, 0.6, 0.4, 0.7, 0.5]) {
    const { settings } = store.state;
    const options = { ...settings.options, residual: { kind: 'average', weight } };
    const before = analysis.results.rollout;
    await new Promise((resolve) => {
      const answered = () => {
        if (analysis.results.rollout === before) return;
        analysis.removeEventListener('change', answered);
        const since = performance.now();
        requestAnimationFrame(() =>
          setTimeout(() => resolve(times.push(performance.now() - since))),
        );
      };
      analysis.addEventListener('change', answered);
      store.dispatch({ type: 'changed', change: { options } });
    });
  }
  return times;
}
