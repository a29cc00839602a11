/** Attention in memory. Weights nest as in a file, or lie flat with their shape. */
interface AttentionData {
    readonly model?: string;
    /** One for each key. */
    readonly tokens?: readonly string[];
    /** One for each query, where they differ from the keys. */
    readonly query_tokens?: readonly string[];
    /** `[layer][head][query][key]`, `[layer][query][key]` or `[layer][batch][head][query][key]`. */
    readonly attentions: NestedNumbers | FlatNumbers;
    readonly [field: string]: unknown;
}

/** What is known of a loaded input; docs/file-format.md. Indices count from 0. */
interface AttentionInfo {
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

/** Numbers row-major, the last axis fastest. */
interface FlatNumbers {
    readonly values: Float32Array | Float64Array;
    readonly shape: readonly number[];
}

/** What the reader of a page chose. Positions and layers count from 0. */
interface HeadwaterSelection {
    readonly queries: readonly number[];
    /** The key followed among their sources. */
    readonly key: number | undefined;
    readonly layer: number;
}

/** `<headwater-view>` as a program sees it. docs/embedding.md says what the attributes take. */
interface HeadwaterViewElement extends HTMLElement {
    /** Address of the attention, from the page on. */
    src: string | null;
    view: string | null;
    method: string | null;
    heads: string | null;
    residual: string | null;
    discard: string | null;
    layer: string | null;
    query: string | null;
    /** `light`, `dark`, or the page's own colours where absent. */
    theme: string | null;
    alt: string | null;
    /** Address of a picture to show until this one stands. */
    poster: string | null;
    /** `eager` loads at once; anything else only near the viewport. */
    loading: string | null;
    /** Attention given in memory, in place of `src`. */
    data: AttentionData | Blob | string | undefined;
    /** What is known of the attention shown; undefined until it is loaded. */
    readonly info: AttentionInfo | undefined;
}

/** Events of `<headwater-view>`. They bubble, through shadow roots too. */
interface HeadwaterViewEvents {
    /** The reader chose positions, a cell or a layer. Never fired by setting an attribute. */
    'headwater-select': CustomEvent<HeadwaterSelection>;
    /** A picture stands. */
    'headwater-load': CustomEvent<AttentionInfo>;
    /** There is no picture; the element shows the same message. */
    'headwater-error': CustomEvent<{
        readonly code: string;
        readonly message: string;
    }>;
}

type NestedNumbers = readonly (number | NestedNumbers)[];

/** Something about an input that its reader should know before trusting a picture of it. */
interface Notice {
    /** Stable name, such as `padding`; those about sums of rows begin with `row-sums`. */
    readonly name: string;
    /** What is so, where, and what can be done. */
    readonly message: string;
}

/** The picture a vision transformer looked at: patches in `grid` after `prefixTokens` tokens. */
interface PatchImage {
    readonly src: string;
    /** Rows and columns of patches. */
    readonly grid: readonly [number, number];
    readonly prefixTokens: number;
}

/** How far the rows of the attention are from summing to 1. */
interface RowSums {
    /** Largest |sum - 1|. */
    readonly deviation: number;
    /** The worst row: its sum and its place, counted from 0. */
    readonly sum: number;
    readonly layer: number;
    readonly head: number;
    readonly row: number;
}

declare global {
    interface HTMLElementEventMap extends HeadwaterViewEvents {
    }
    interface HTMLElementTagNameMap {
        'headwater-view': HeadwaterViewElement;
    }
}

export type { HeadwaterSelection, HeadwaterViewElement, HeadwaterViewEvents };
