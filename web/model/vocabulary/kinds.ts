import type { Method } from '#model/matrix';
import type { DiscardOrder, DiscardRule, FusionKind, ResidualKind } from '#wasm';

/**
 * What people read of each kind that the core knows: `label` in a choice, `caption` under a picture.
 * A kind that is new in C++ is a type error here until it has its row.
 */
type Kinds<Kind extends string, Row> = Readonly<Record<Kind, Readonly<Row>>>;

/** How methods are called in captions. */
export const methodNames: Readonly<Record<Method, string>> = {
  raw: 'raw attention',
  rollout: 'rollout',
  flow: 'attention flow',
};

/** Fusions of chosen heads; those `ofGradients` need an input that carries them. */
export const fusions: Kinds<
  Exclude<FusionKind, 'weights'>,
  { label: string; caption: string; ofGradients?: true }
> = {
  mean: { label: 'Mean', caption: 'mean' },
  max: { label: 'Max', caption: 'max' },
  min: { label: 'Min', caption: 'min' },
  gradient: { label: 'Gradient', caption: 'gradient-weighted mean', ofGradients: true },
};

export const residuals: Kinds<ResidualKind, { label: string; caption: string }> = {
  average: { label: 'Averaged in', caption: 'half residual' },
  add: { label: 'Added', caption: 'residual added' },
  recurrent: { label: 'Recurrent', caption: 'recurrent residual' },
  none: { label: 'None', caption: 'no residual' },
};

export const discardOrders: Kinds<DiscardOrder, { label: string }> = {
  after: { label: 'after the residual' },
  before: { label: 'before the residual' },
};

export const discardRules: readonly DiscardRule[] = ['threshold', 'count'];

/** The names of a table's rows, in its order. */
export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(table) as Name[];
}

export const methods = namesOf(methodNames);
