import { defineAll } from '#element/define-all';
import type { ViewName } from './view-settings';

/**
 * Loads the components that a view needs besides the matrix, so that a page with only a matrix
 * does not pay for them.
 */
export async function loadComponents(view: ViewName): Promise<void> {
  if (view === 'matrix') return;
  const { HwEvolution, HwTokenStrip } = await import('./sentence-and-layers');
  defineAll({ 'hw-evolution': HwEvolution, 'hw-token-strip': HwTokenStrip });
}
