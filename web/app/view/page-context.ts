import type { Opening } from '#app/input/opening';
import type { LinkSync } from '#app/link/link-sync';
import type { Analysis } from '#app/picture/analysis';
import type { Store } from '#app/state/store';
import type { Services } from './services';

/** What the page works with. */
export interface PageContext {
  readonly store: Store;
  readonly analysis: Analysis;
  readonly services: Services;
  readonly opening: Opening;
  readonly links: LinkSync;
  readonly openExample: () => void;
}
