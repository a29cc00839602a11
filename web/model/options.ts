import type { DiscardOrder, DiscardRule, FusionKind, ResidualKind } from '#wasm';

/** docs/definitions.md#head-fusion. `heads` lists the heads used; all where it is absent. */
export type HeadFusion =
  | {
      /** `gradient`: the mean of the positive part of gradient times weight. */
      readonly kind: Exclude<FusionKind, 'weights'>;
      readonly heads?: readonly number[];
    }
  /** One non-negative weight for each head; they are scaled to sum 1. */
  | { readonly kind: 'weights'; readonly weights: readonly number[] };

/** docs/definitions.md#residual. `weight`, in [0, 1], is the share of the identity. */
export type Residual =
  | { readonly kind: 'average'; readonly weight: number }
  | { readonly kind: Exclude<ResidualKind, 'average'> };

/** docs/definitions.md#discard. `rule` `count` is the corrected form of the vit-explain preset. */
export interface Discard {
  /** In [0, 1); 0 leaves the matrix untouched. */
  readonly ratio: number;
  readonly order: DiscardOrder;
  readonly rule: DiscardRule;
}

/** From attention to the layer matrices `A_l` that rollout multiplies and flow takes as capacities. */
export interface LayerOptions {
  readonly fusion: HeadFusion;
  readonly residual: Residual;
  readonly discard: Discard;
}

export interface RolloutOptions extends LayerOptions {
  /** The rollout starts with this layer's matrix; 0 is nearest the input. */
  readonly startLayer: number;
  /**
   * The heads of the fusion are those of the layer that is read; the layers below it fuse all heads
   * by the same kind, weighted heads by their mean (Abnar & Zuidema 2020, appendix A.1).
   */
  readonly fusedBelow?: boolean;
}

export const defaultOptions: RolloutOptions = {
  fusion: { kind: 'mean' },
  residual: { kind: 'average', weight: 0.5 },
  discard: { ratio: 0, order: 'after', rule: 'threshold' },
  startLayer: 0,
};

/** Settings of the literature by name; docs/definitions.md#presets. */
export const presets: Readonly<Record<string, RolloutOptions>> = {
  'abnar-zuidema': defaultOptions,
  tutorial: { ...defaultOptions, discard: { ratio: 0.1, order: 'after', rule: 'threshold' } },
  augmented: { ...defaultOptions, residual: { kind: 'add' } },
  recurrent: { ...defaultOptions, residual: { kind: 'recurrent' } },
  'no-residual': { ...defaultOptions, residual: { kind: 'none' } },
  'vit-explain': {
    ...defaultOptions,
    fusion: { kind: 'max' },
    discard: { ratio: 0.9, order: 'before', rule: 'count' },
  },
};

/** Undefined for other names, those that every object knows (`constructor`) among them. */
export function presetNamed(name: string): RolloutOptions | undefined {
  return Object.hasOwn(presets, name) ? presets[name] : undefined;
}

/** The heads that a fusion uses; undefined stands for all. */
export function chosenHeads(fusion: HeadFusion): readonly number[] | undefined {
  return fusion.kind === 'weights' ? undefined : fusion.heads;
}

/** The same fusion of other heads; of weighted heads the mean. */
export function withHeads(fusion: HeadFusion, heads: readonly number[] | undefined): HeadFusion {
  const kind = fusion.kind === 'weights' ? 'mean' : fusion.kind;
  return heads === undefined ? { kind } : { kind, heads };
}

/** `weight`, the share of the identity, is left aside by kinds that have none. */
export function residualOf(kind: Residual['kind'], weight = 0.5): Residual {
  return kind === 'average' ? { kind, weight } : { kind };
}
