import { root } from './shell.mjs';

/**
 * Takes web/element/matrix/no-transitions.ts for d3-transition.
 * @type {import('vite').Plugin}
 */
export const noTransitions = {
  name: 'headwater-no-transitions',
  enforce: 'pre',
  resolveId: (source) =>
    source === 'd3-transition' ? `${root}/web/element/matrix/no-transitions.ts` : undefined,
};
