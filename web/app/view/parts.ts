import type { Opening } from '#app/input/opening';
import type { LinkSync } from '#app/link/link-sync';
import type { Analysis } from '#app/picture/analysis';
import type { Store } from '#app/state/store';
import type { Comparison } from '#app/views/compare/comparison';
import type { SecondInput } from '#app/views/compare/second-input';
import type { FaithfulnessAnalysis } from '#app/views/faithfulness/faithfulness-analysis';
import type { GenerationAnalysis } from '#app/views/generation/generation-analysis';
import type { PairAnalysis } from '#app/views/graph/pair-analysis';
import type { HeadThumbnails } from '#app/views/heads/head-thumbnails';
import type { PatchImages } from '#app/views/image/patch-image';

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
