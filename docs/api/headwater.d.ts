type AgreementMethod = 'raw'|'rollout'|'flow';

/** Spearman's correlation with the reference for every sample and layer. */
interface Agreements {
    /** Which samples of the input these are, ascending. */
    readonly samples: readonly number[];
    readonly layers: number;
    /** `[sample][layer]`; NaN where it is undefined. */
    readonly correlations: Readonly<Partial<Record<Method, Float64Array>>>;
}

/**
 * One loaded input and what can be computed from it. Every method is asynchronous and rejects with
 * `EngineError` for settings that the input cannot take, with the signal's reason when aborted.
 * Options that are not given take the defaults of docs (heads mean, half residual, discard 0).
 */
declare class Attention {
    #private;
    /** Layers, heads, tokens, and what should be known before trusting a picture. */
    get info(): AttentionInfo;
    /** Chooses sample and batch item, crops padding, renormalises rows; what is not named stays. */
    choose(choice: Partial<InputChoice>): Promise<AttentionInfo>;
    /** Fused attention of every layer, `[layer][query][key]` in float32. O(all weights). */
    raw(options?: Partial<LayerOptions>, task?: TaskOptions): Promise<MatrixStack>;
    /** Rollout of every layer from `startLayer` up, `[layer][query][key]` in float32. O(layers · n³). */
    rollout(options?: Partial<RolloutOptions>, task?: TaskOptions): Promise<MatrixStack>;
    /** Attention flow of every layer from `sinkLayer` up, `[layer][source][sink]` in float64. Exact. */
    flow(options?: Partial<FlowOptions>, task?: TaskOptions): Promise<FlowResult>;
    /** What limits one flow, and the paths it takes. */
    flowPair(pair: FlowPair, options?: Partial<LayerOptions>): Promise<FlowPairResult>;
    /**
     * The `most` strongest of the paths whose products sum up to one value of the rollout, strongest
     * first; exact.
     */
    rolloutPaths(pair: FlowPair, most: number, options?: Partial<LayerOptions>): Promise<readonly LayerPath[]>;
    /**
     * What each generated token takes from those before it, `[step][layer][token]` in float32; of a
     * recorded generation or of one causal pass, whose prompt is the input's own where `promptLength`
     * is not given. docs/generation.md.
     */
    generate(options?: Partial<GenerationOptions>, task?: TaskOptions): Promise<Generation>;
    /**
     * Spearman's rank correlation of raw attention, rollout and flow with a reference importance, for
     * every sample (or those of `samples`) and layer. `reference` may be left out where there is one;
     * `readout` is the position that each sample names, where it is not given. docs/faithfulness.md.
     */
    evaluate(options?: Partial<FaithfulnessOptions>, task?: TaskOptions & {
        readonly samples?: readonly number[];
    }): Promise<Agreements>;
    /** Forgets the input; what is asked of it afterwards rejects. */
    close(): void;
}

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

/** What can be loaded: a file's bytes or text, its address, or attention in memory. */
type AttentionSource = AttentionData | Blob | string | ArrayBuffer | Uint8Array<ArrayBuffer> | URL;

/** Query `from` reads key `to` in attention layer `layer`. */
interface CutArc {
    readonly layer: number;
    readonly from: number;
    readonly to: number;
    readonly capacity: number;
}

type CutKind = 'sink'|'source'|'mixture';

/** docs/definitions.md#discard. `rule` `count` is the corrected form of the vit-explain preset. */
interface Discard {
    /** In [0, 1); 0 leaves the matrix untouched. */
    readonly ratio: number;
    readonly order: DiscardOrder;
    readonly rule: DiscardRule;
}

type DiscardOrder = 'after'|'before';

type DiscardRule = 'threshold'|'count';

/** An input or a request that the engine refused. `message` is for people, `code` for programs. */
declare class EngineError extends Error {
    /** A name of docs/messages.md, such as `ragged`. */
    readonly code: string;
    readonly name = "EngineError";
    constructor(
    /** A name of docs/messages.md, such as `ragged`. */
    code: string, message: string);
}

/** docs/definitions.md#faithfulness. */
interface FaithfulnessOptions extends LayerOptions {
    readonly methods: readonly Method[];
    /** Name of the reference importance. */
    readonly reference: string;
    readonly readout: ReadoutChoice;
}

/** Numbers row-major, the last axis fastest. */
interface FlatNumbers {
    readonly values: Float32Array | Float64Array;
    readonly shape: readonly number[];
}

/** Capacities of attention flow and its sinks; docs/definitions.md#flow. No recurrent residual. */
interface FlowOptions extends LayerOptions {
    /** Sinks are the nodes below this layer; 0 are the input tokens. */
    readonly sinkLayer: number;
}

/** One maximum flow: from node (layer + 1, source) down to node (sinkLayer, sink). */
interface FlowPair {
    readonly layer: number;
    readonly source: number;
    readonly sink: number;
    readonly sinkLayer: number;
}

interface FlowPairResult {
    readonly cut: MinCut;
    /** Strongest first; the amounts add up to the value. */
    readonly paths: readonly LayerPath[];
}

interface FlowResult {
    /** `F_l` of every layer from the sink layer up, `[layer][source][sink]`. */
    readonly stack: MatrixStack;
    readonly saturation: Saturation;
}

type FusionKind = 'mean'|'max'|'min'|'weights'|'gradient';

/** What every generated token takes from the tokens before it, after every layer. */
interface Generation {
    /** m. */
    readonly promptLength: number;
    /** N: step i predicts token m + i from the m + i tokens before it. */
    readonly steps: number;
    readonly layers: number;
    /** Tokens that the last step reads, m + N - 1. */
    readonly tokens: number;
    /** `[step][layer][token]`; 0 where a step does not read that far. */
    readonly values: Float32Array;
}

/** docs/definitions.md#generation. */
interface GenerationOptions extends LayerOptions {
    /** Tokens of the prompt, m. */
    readonly promptLength: number;
    /** One forward pass also holds the step that predicts the token after its end: show it. */
    readonly next: boolean;
}

/** docs/definitions.md#head-fusion. `heads` lists the heads used; all where it is absent. */
type HeadFusion = {
    /** `gradient`: the mean of the positive part of gradient times weight. */
    readonly kind: Exclude<FusionKind, 'weights'>;
    readonly heads?: readonly number[];
}
 | {
    readonly kind: 'weights';
    readonly weights: readonly number[];
};

/** What of a loaded input is analysed, and changes that apply before, in this order. */
interface InputChoice {
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

type KeptHeads = 'all'|'mean-when-needed'|'mean';

/** From attention to the layer matrices `A_l` that rollout multiplies and flow takes as capacities. */
interface LayerOptions {
    readonly fusion: HeadFusion;
    readonly residual: Residual;
    readonly discard: Discard;
}

/** One way through the layers, the token at each node layer, query first, and what goes along it. */
interface LayerPath {
    readonly nodes: readonly number[];
    readonly amount: number;
}

interface LoadOptions extends TaskOptions {
    /**
     * Whether every head is kept or only their mean, fused while reading. `mean-when-needed`, the
     * default, keeps the mean from where all would not fit `maxBytes`; `AttentionInfo.averagedHeads`
     * and a notice say so.
     */
    readonly heads?: KeptHeads;
    /** Weights take at most so much memory as float32; 2 GB where it is not given. */
    readonly maxBytes?: number;
}

/** One matrix for each of some layers: what every view draws. */
interface MatrixStack {
    readonly method: Method;
    /** Which layer each matrix belongs to, counted from 0 and ascending. */
    readonly layers: readonly number[];
    /** Rows are queries (output positions), columns are keys (input tokens). */
    readonly queries: number;
    readonly keys: number;
    /** `[layers.length][queries][keys]`, row-major. */
    readonly values: Float32Array | Float64Array;
}

type Method = AgreementMethod;

/** What limits the flow of a pair. */
interface MinCut {
    readonly value: number;
    /** `sink`: all arcs into the sink are full; `source`: all out of the source; else `mixture`. */
    readonly kind: CutKind;
    readonly arcs: readonly CutArc[];
    /** Nodes on the source's side for each node layer, from the sink's to the source's. */
    readonly sourceSide: readonly (readonly number[])[];
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

/** How far a long task is. `total` is undefined where it cannot be known. */
interface Progress {
    readonly done: number;
    readonly total: number | undefined;
    readonly unit: 'bytes' | 'layers' | 'sinks' | 'steps' | 'samples';
}

/** The row of a layer that is set against the reference; `sample` is what each sample names. */
type ReadoutChoice = 'sample' | 'max' | 'mean' | number;

/** docs/definitions.md#residual. `weight`, in [0, 1], is the share of the identity. */
type Residual = {
    readonly kind: 'average';
    readonly weight: number;
} | {
    readonly kind: Exclude<ResidualKind, 'average'>;
};

type ResidualKind = 'average'|'add'|'recurrent'|'none';

interface RolloutOptions extends LayerOptions {
    /** The rollout starts with this layer's matrix; 0 is nearest the input. */
    readonly startLayer: number;
    /**
     * The heads of the fusion are those of the layer that is read; the layers below it fuse all heads
     * by the same kind, weighted heads by their mean (Abnar & Zuidema 2020, appendix A.1).
     */
    readonly fusedBelow?: boolean;
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

/**
 * How far flow has lost what tells output positions apart. Arrays have one entry per layer from the
 * sink layer up; layers count from 0.
 */
interface Saturation {
    /** Share of pairs whose flow is all that the sink can take in. */
    readonly atSink: readonly number[];
    /** Share of pairs whose flow is all that the source can send. */
    readonly atSource: readonly number[];
    /** Share of pairs of which either is so. */
    readonly atEither: readonly number[];
    /** Largest difference between two rows. */
    readonly rowSpread: readonly number[];
    /** First layer from which on all rows are identical, to the last bit and to 1e-9. */
    readonly identicalFrom: number | undefined;
    readonly nearlyIdenticalFrom: number | undefined;
}

/** Correlations of one layer over samples. Numbers that too few samples give are undefined. */
interface Summary {
    readonly mean: number | undefined;
    /** Standard deviation of the sample, with n - 1. */
    readonly std: number | undefined;
    /** Samples whose correlation is undefined; they are left out of the rest. */
    readonly undefined: number;
    /** Bootstrap interval of the mean, 95 %. */
    readonly interval: readonly [number, number] | undefined;
}

interface TaskOptions {
    /** Ends the task; its promise rejects with the signal's reason and nothing changes. */
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: Progress) => void;
}

/** Ends the workers and forgets all inputs; what was asked rejects. `load` starts anew. */
declare function close(): void;

declare const defaultOptions: RolloutOptions;

/**
 * Reads attention in a worker; it starts with the first input. A string is a file's text; give an
 * address as `URL`. Several sources are the samples of one input, which
 * `choose({ joinSamples: true })` makes the layers of one. Rejects with `EngineError`, its message
 * for people, for input that is not as docs/file-format.md describes or that cannot be fetched.
 */
declare function load(source: AttentionSource | readonly AttentionSource[], options?: LoadOptions): Promise<Attention>;

/** The matrix of the stack's `index`-th layer, without copying. */
declare function matrixAt(stack: MatrixStack, index: number): Float32Array | Float64Array;

/** Settings of the literature by name; docs/definitions.md#presets. */
declare const presets: Readonly<Record<string, RolloutOptions>>;

/** What step `step` takes from each token after layer `layer`, without copying. */
declare function stepRow(generation: Generation, step: number, layer: number): Float32Array;

/** One row of the table for each layer. */
declare function summaries(agreements: Agreements, method: Method): Summary[];

declare function summarise(correlations: readonly number[]): Summary;

/** Value at [index][query][key]. */
declare function valueAt(stack: MatrixStack, index: number, query: number, key: number): number;

export { Attention, EngineError, close, defaultOptions, load, matrixAt, presets, stepRow, summaries, summarise, valueAt };

export type { Agreements, AttentionData, AttentionInfo, AttentionSource, CutArc, Discard, FaithfulnessOptions, FlatNumbers, FlowOptions, FlowPair, FlowPairResult, FlowResult, Generation, GenerationOptions, HeadFusion, InputChoice, KeptHeads, LayerOptions, LayerPath, LoadOptions, MatrixStack, Method, MinCut, NestedNumbers, Notice, PatchImage, Progress, ReadoutChoice, Residual, RolloutOptions, RowSums, Saturation, Summary, TaskOptions };
