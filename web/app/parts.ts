import type { Analysis } from './analysis';
import type { Comparison } from './comparison';
import type { FaithfulnessAnalysis } from './faithfulness-analysis';
import type { GenerationAnalysis } from './generation-analysis';
import type { HeadThumbnails } from './head-thumbnails';
import type { LinkSync } from './link-sync';
import type { Opening } from './opening';
import type { PairAnalysis } from './pair-analysis';
import type { PatchImages } from './patch-image';
import type { SecondInput } from './second-input';
import type { Store } from './store';

/** What the page works with. */
export interface Parts {
  readonly store: Store;
  readonly analysis: Analysis;
  readonly pairs: PairAnalysis;
  /** Thumbnails of every head. */
  readonly heads: HeadThumbnails;
  /** Results of the settings that are compared. */
  readonly comparison: Comparison;
  readonly second: SecondInput;
  readonly images: PatchImages;
  readonly generation: GenerationAnalysis;
  readonly faithfulness: FaithfulnessAnalysis;
  readonly opening: Opening;
  readonly links: LinkSync;
  readonly openExample: () => void;
}
