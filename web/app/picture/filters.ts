import type { Settings, SinkChoice } from '#app/state/state';
import type { AttentionInfo } from '#model/attention';
import { type MatrixStack, type Method, valueAt } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { uniformCausalStack } from '#model/uniform-causal';
import { methods } from '#model/vocabulary/kinds';
import type { Results } from './analysis';
import { rowSharesOf } from './derived';

/** Why values cannot be set against uniform attention; undefined where they can. */
export function ratioRefusal(method: Method, info: AttentionInfo): string | undefined {
  if (!info.causal) {
    return 'Only a causal model is set against uniform causal attention; this one reads both ways.';
  }
  if (method !== 'flow') return undefined;
  return 'Uniform attention has no flow in closed form: choose raw or rollout for the ratio.';
}

/** The results as numbers are shown: flow as shares where wanted, the first token as chosen. */
export function shownResults(results: Results, settings: Settings): Results {
  return mapStacks(results, (stack, options, info) => shownStack(stack, options, info, settings));
}

/** A result as its numbers are shown. */
export function shownStack(
  stack: MatrixStack,
  options: RolloutOptions,
  info: AttentionInfo,
  { rowShares, sink }: Pick<Settings, 'rowShares' | 'sink'>,
): MatrixStack {
  const shares = stack.method === 'flow' && rowShares ? rowSharesOf(stack) : stack;
  return withoutSink(shares, sink, options, info);
}

function mapStacks(
  results: Results,
  change: (stack: MatrixStack, options: RolloutOptions, info: AttentionInfo) => MatrixStack,
): Results {
  const changed: Results = {};
  for (const method of methods) {
    const result = results[method];
    if (result === undefined) continue;
    const stack = change(result.stack, result.options, result.input.info);
    changed[method] = stack === result.stack ? result : { ...result, stack };
  }
  return changed;
}

const filtered = new WeakMap<MatrixStack, Map<SinkChoice, MatrixStack>>();

/** The stack with its first token as chosen, made once. */
function withoutSink(
  stack: MatrixStack,
  sink: SinkChoice,
  options: RolloutOptions,
  info: AttentionInfo,
): MatrixStack {
  if (sink === 'shown' || (sink === 'ratio' && ratioRefusal(stack.method, info))) return stack;
  const made = filtered.get(stack) ?? new Map<SinkChoice, MatrixStack>();
  filtered.set(stack, made);
  const known = made.get(sink);
  if (known !== undefined) return known;
  const changed = sink === 'ratio' ? ratioToUniform(stack, options) : withoutFirst(stack);
  made.set(sink, changed);
  return changed;
}

/** What is left out does not exist in the picture: it is not a number. */
function withoutFirst(stack: MatrixStack): MatrixStack {
  const values = stack.values.slice();
  for (let row = 0; row < values.length; row += stack.keys) values[row] = Number.NaN;
  return { ...stack, values };
}

function ratioToUniform(stack: MatrixStack, options: RolloutOptions): MatrixStack {
  const { values: uniform } = uniformCausalStack(stack, options);
  const values = stack.values.map((value, at) => {
    const base = uniform[at] as number;
    return base > 0 ? value / base : 0;
  });
  return { ...stack, values };
}

/** What the first token holds of what positions take, as shares of their rows, 0 to 1. */
export interface LeftOut {
  /** Of the chosen positions; not a number where none is chosen. */
  readonly chosen: number;
  /** Of all positions, on average. */
  readonly all: number;
}

/** The mass in the first column at one place of a stack. O(queries · keys). */
export function firstTokenShare(
  stack: MatrixStack,
  place: number,
  queries: readonly number[],
): LeftOut {
  const share = (query: number) => {
    let sum = 0;
    for (let key = 0; key < stack.keys; key++) sum += valueAt(stack, place, query, key);
    return sum > 0 ? valueAt(stack, place, query, 0) / sum : 0;
  };
  const mean = (rows: readonly number[]) =>
    rows.reduce((sum, query) => sum + share(query), 0) / rows.length;
  return { chosen: mean(queries), all: mean(Array.from({ length: stack.queries }, (_, q) => q)) };
}
