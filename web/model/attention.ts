/** Something about an input that its reader should know before trusting a picture of it. */
export interface Notice {
  /** Stable name, such as `padding`; those about sums of rows begin with `row-sums`. */
  readonly name: string;
  /** What is so, where, and what can be done. */
  readonly message: string;
}

/** How far the rows of the attention are from summing to 1. */
export interface RowSums {
  /** Largest |sum - 1|. */
  readonly deviation: number;
  /** The worst row: its sum and its place, counted from 0. */
  readonly sum: number;
  readonly layer: number;
  readonly head: number;
  readonly row: number;
}

/** The picture a vision transformer looked at: patches in `grid` after `prefixTokens` tokens. */
export interface PatchImage {
  readonly src: string;
  /** Rows and columns of patches. */
  readonly grid: readonly [number, number];
  readonly prefixTokens: number;
}

/** What is known of a loaded input; docs/file-format.md. Indices count from 0. */
export interface AttentionInfo {
  readonly model: string;
  readonly layers: number;
  readonly heads: number;
  /** Rows of every matrix. */
  readonly queries: number;
  /** Columns of every matrix; differs from `queries` for cross attention. */
  readonly keys: number;
  /** Number of samples in the file and of items in a batch, and which of them is chosen. */
  readonly samples: number;
  readonly sample: number;
  /** What the file, or the files' names, call the samples; empty texts where nothing does. */
  readonly sampleNames: readonly string[];
  /** All samples have heads and tokens alike, so that they can be the layers of one. */
  readonly joinable: boolean;
  readonly batch: number;
  readonly batchItem: number;
  /** Layers there are to choose from; `layers` are chosen. */
  readonly layersRead: number;
  /** Tokens there are to hide or merge, one for each key of the file; `tokens` are left of them. */
  readonly tokensRead: readonly string[];
  /** The tokens tell pieces of words by `##`, `Ġ`, `▁` or a space. */
  readonly mergeable: boolean;
  /** How finely the weights are written: `float32`, `float16`, `bfloat16` or `4 decimals`. */
  readonly precision: string;
  /** Heads of the file when only their mean was kept for want of memory; `heads` is then 1. */
  readonly averagedHeads: number | undefined;
  /** Names of a file's arrays that were not used: `attention_mask, position_ids and 3 more`. */
  readonly passedOver: string;
  /** One for each key. Positions stand in where the input names none. */
  readonly tokens: readonly string[];
  /** One for each query; the same list as `tokens` for square attention. */
  readonly queryTokens: readonly string[];
  /** False where the input named no tokens and `tokens` are positions. */
  readonly named: boolean;
  /** The model's layer number of each layer. */
  readonly layerIndex: readonly number[];
  /** Every weight above the diagonal is 0. */
  readonly causal: boolean;
  readonly rowSums: RowSums;
  /** How many key columns, anywhere, are 0 in every row of every layer and head. */
  readonly padding: number;
  readonly promptLength: number | undefined;
  readonly readout: number | undefined;
  /** Forward passes of a recorded generation; 0 where the input is one pass. */
  readonly recordedSteps: number;
  /** The token that a recorded generation ends with, which no step has read yet. */
  readonly nextToken: string | undefined;
  /** The input carries gradients, for heads fused by gradient. */
  readonly gradients: boolean;
  readonly image: PatchImage | undefined;
  /** Names of the reference importance vectors. */
  readonly importance: readonly string[];
  readonly notices: readonly Notice[];
}

/** What of a loaded input is analysed, and changes that apply before, in this order. */
export interface InputChoice {
  readonly sample: number;
  /** The layers of all samples as those of one, instead of `sample`; needs `joinable`. */
  readonly joinSamples: boolean;
  readonly batchItem: number;
  /** Layers, counted from 0 in the file, ascending; all where empty. */
  readonly layers: readonly number[];
  /** Leave out keys that no query reads, and their queries. */
  readonly cropPadding: boolean;
  /**
   * Positions to leave out of rows and columns, as they count in `tokensRead`. Rows then lack what
   * these tokens had, which a notice says, unless `renormaliseRows` shares it out.
   */
  readonly hiddenTokens: readonly number[];
  /** Pieces of a word as one: sums over its keys, means over its queries; needs `mergeable`. */
  readonly mergePieces: boolean;
  /** Divide every row of every head by its sum; a row of zeros stays. */
  readonly renormaliseRows: boolean;
}

export const defaultChoice: InputChoice = {
  sample: 0,
  joinSamples: false,
  batchItem: 0,
  layers: [],
  cropPadding: false,
  hiddenTokens: [],
  mergePieces: false,
  renormaliseRows: false,
};
