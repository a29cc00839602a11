import { selection } from 'd3-selection';

/**
 * Stands in for d3-transition, of which d3-zoom asks only that it ends what moves by itself, in all
 * builds (scripts/steps/no-transitions.mjs). Nothing here moves by itself, and with what
 * d3-transition needs in turn it was an eighth of the first script.
 */
export function interrupt(): void {}

Object.assign(selection.prototype, {
  interrupt(this: unknown): unknown {
    return this;
  },
});
