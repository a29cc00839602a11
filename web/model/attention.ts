/** Something about an input that its reader should know before trusting a picture of it. */
export interface Notice {
  /** Stable name, such as `row-sums` or `padding`. */
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

/** What is known of a loaded input; spec.md section 9. Indices count from 0. */
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
  readonly batch: number;
  readonly batchItem: number;
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
  /** Trailing key columns that are 0 in every row of every layer and head. */
  readonly padding: number;
  readonly promptLength: number | undefined;
  readonly readout: number | undefined;
  readonly image: PatchImage | undefined;
  /** Names of the reference importance vectors. */
  readonly importance: readonly string[];
  readonly notices: readonly Notice[];
}

/** Changes to a loaded input that apply before any analysis. */
export interface InputChoice {
  readonly sample: number;
  readonly batchItem: number;
  /** Cut trailing padding off rows and columns. */
  readonly cropPadding: boolean;
  /** Divide every row of every head by its sum; a row of zeros stays. */
  readonly renormaliseRows: boolean;
}

export const defaultChoice: InputChoice = {
  sample: 0,
  batchItem: 0,
  cropPadding: false,
  renormaliseRows: false,
};
