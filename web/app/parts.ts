import type { Analysis } from './analysis';
import type { HeadThumbnails } from './head-thumbnails';
import type { LinkSync } from './link-sync';
import type { Opening } from './opening';
import type { PairAnalysis } from './pair-analysis';
import type { Store } from './store';

/** What the page works with. */
export interface Parts {
  readonly store: Store;
  readonly analysis: Analysis;
  readonly pairs: PairAnalysis;
  /** Thumbnails of every head. */
  readonly heads: HeadThumbnails;
  readonly opening: Opening;
  readonly links: LinkSync;
  readonly openExample: () => void;
}
