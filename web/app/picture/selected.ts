import { methodChoices } from '#app/state/methods';
import type { OpenInput, Together } from '#app/state/state';
import type { MethodReading, Selected } from '#element/numbers/selected-panel';
import type { AttentionInfo } from '#model/attention';
import type { Method } from '#model/matrix';
import { methodNames } from '#model/vocabulary/kinds';
import { strongestSources, valueByLayer } from '#views/cells/rows';
import { type ColourTable, tableCss } from '#views/colour/colour-map';
import { type ColourScale, entryOf } from '#views/colour/scale';
import type { Curve } from '#views/layers/layer-curve';
import { labelsOf } from '#views/text/labels';
import { formatPercent, formatValue } from '#views/words/format';
import { selectionSentence } from '#views/words/sentences';
import type { Results } from './analysis';

const sourceCount = 8;

/** What the words and numbers are made from. */
export interface Shown {
  readonly input: OpenInput;
  readonly info: AttentionInfo;
  readonly method: Method;
  /** The settings in words. */
  readonly used: string;
  readonly layer: number;
  readonly queries: readonly number[];
  readonly row: ArrayLike<number>;
  /** The row sums to 1. */
  readonly shares: boolean;
  readonly table: ColourTable;
  /** Where the row's values stand between the table's ends. */
  readonly rowScale: ColourScale;
  readonly square: boolean;
  readonly together: Together;
}

/** The chosen positions in words and numbers; undefined where nothing is chosen. */
export function selectedOf(
  shown: Shown,
  pinned: number | undefined,
  results: Results,
): Selected | undefined {
  const { info, method, used, layer, queries, row, shares, square, together } = shown;
  if (queries.length === 0) return undefined;
  const labels = labelsOf(info);
  const sources = strongestSources(row, sourceCount);
  const self = square && queries.length === 1 ? queries[0] : undefined;
  const strongest = sources.find((source) => source.key !== self) ?? sources[0];
  const key = pinned ?? strongest?.key ?? 0;
  const chosen = queries.map((query) => labels.rows[query] ?? '');
  const amount = shares ? formatPercent : formatValue;
  const largest = sources[0]?.value ?? 1;
  const held = methodChoices.flatMap((choice) => {
    const result = results[choice.method];
    if (result?.input !== shown.input) return [];
    const values = valueByLayer(result.stack, info.layers, queries, key, together);
    return [{ method: choice.method, values }];
  });
  const top = Math.max(...held.map(({ values }) => values[layer] || 0), 1e-12);
  const readings: MethodReading[] = held.map(({ method: name, values }) => ({
    method: name,
    name,
    text: formatValue(values[layer] ?? Number.NaN),
    share: Math.max(0, (values[layer] || 0) / top),
    current: name === method,
  }));
  const curves: Curve[] = held.map(({ method: name, values }) => ({
    name,
    values,
    dash: name === method ? [] : [3, 3],
  }));
  return {
    queries,
    queryLabel: chosen.length > 3 ? `${chosen.length} positions` : chosen.join(' + '),
    key,
    keyLabel: labels.keys[key] ?? '',
    pinned: pinned !== undefined,
    pairTitle:
      pinned !== undefined ? 'Pinned pair' : `The strongest ${square ? 'other ' : ''}source`,
    sentence: selectionSentence({
      method,
      layer,
      chosen,
      self,
      keyLabels: labels.keys,
      sources,
      shares,
    }),
    settings: `${methodNames[method]}, ${used}`,
    readings,
    curves,
    currentMethod: method,
    layer,
    sources: sources.map((source) => ({
      key: source.key,
      label: labels.keys[source.key] ?? '',
      text: amount(source.value),
      share: source.value / largest,
      colour: tableCss(shown.table, entryOf(shown.rowScale, source.value)),
    })),
  };
}
