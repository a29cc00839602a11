import type { Panel } from '#element/evolution';
import type { Selected } from '#element/selected-panel';
import type { AttentionInfo } from '#model/attention';
import type { Saturation } from '#model/flow';
import { evolutionLayers, type MatrixStack, type Method, valueAt } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import type { LegendPicture } from '#views/legend';
import type { MatrixPicture } from '#views/matrix';
import { meanRow, placeOfLayer, shareFromOthers, sumsToOne } from '#views/rows';
import { cellWords, layerWords, methodNames, settingsWords } from '#views/sentences';
import type { Theme } from '#views/theme';
import type { Result, Results } from './analysis';
import {
  countsOf,
  type Labels,
  labelsOf,
  levelsOf,
  maximaOf,
  rowSharesOf,
  tableOf,
} from './derived';
import { selectedOf } from './selected';
import type { OpenInput, Settings, State } from './state';

/** Everything that the views show, made from the state and the newest results. */
export interface Picture {
  /** The input that is drawn; for a moment not yet the one that was opened last. */
  readonly input: OpenInput;
  readonly info: AttentionInfo;
  readonly method: Method;
  readonly options: RolloutOptions;
  readonly stack: MatrixStack;
  /** What flow lost of its positions, where it is flow that is drawn. */
  readonly saturation: Saturation | undefined;
  /** The results that the numbers are read from. */
  readonly results: Results;
  /** Counted from 0. */
  readonly layer: number;
  readonly firstLayer: number;
  readonly matrix: MatrixPicture;
  readonly legend: LegendPicture;
  readonly clamped: boolean;
  readonly panels: readonly Panel[];
  /** The one scale of all panels. */
  readonly panelRange: readonly [number, number];
  readonly aspect: number;
  readonly rowLabels: readonly string[];
  readonly keyLabels: readonly string[];
  readonly queries: readonly number[];
  readonly key: number | undefined;
  /** What the chosen positions take from each key. */
  readonly row: ArrayLike<number>;
  readonly shares: boolean;
  readonly square: boolean;
  readonly bars: readonly number[];
  readonly barsMean: string;
  readonly selected: Selected | undefined;
  readonly caption: string;
  readonly summary: string;
  readonly spoken: string;
  readonly milliseconds: number;
}

/** The results as numbers are shown: flow as shares of its rows where that is wanted. */
function shownValues(results: Results, rowShares: boolean): Results {
  const { flow } = results;
  if (flow === undefined || !rowShares) return results;
  return { ...results, flow: { ...flow, stack: rowSharesOf(flow.stack) } };
}

/** The result to show: the method's own, or while it is not there yet, the one shown before. */
function shownResult(
  settings: Settings,
  results: Results,
  before: Picture | undefined,
): [Method, Result] | undefined {
  const wanted = results[settings.method];
  if (wanted !== undefined) return [settings.method, wanted];
  const last = before && results[before.method];
  return before && last ? [before.method, last] : undefined;
}

/**
 * Makes the picture; undefined while nothing has been computed. While nothing has been computed for
 * a newly opened input, the picture before stays as it is.
 */
export function makePicture(
  { settings, input: open }: State,
  computed: Results,
  theme: Theme,
  before: Picture | undefined,
): Picture | undefined {
  const results = shownValues(computed, settings.rowShares);
  const found = shownResult(settings, results, before);
  if (found === undefined) return undefined;
  const [method, result] = found;
  const { stack, options, input } = result;
  if (before !== undefined && input !== open) return before;
  const { info } = input;
  const place = placeOfLayer(stack, settings.layer);
  const layer = stack.layers[place] ?? 0;
  const labels = labelsOf(info);
  const queries = settings.selection.queries.filter((query) => query < stack.queries);
  const key = settings.selection.key;
  const panelLayers = panelLayersOf(settings, stack);
  const maxima = maximaOf(stack);
  const highest = (layers: readonly number[]): readonly [number, number] => {
    const values = layers.map((shownLayer) => maxima[placeOfLayer(stack, shownLayer)] ?? 0);
    return [0, Math.max(...values) || 1];
  };
  const panelRange = highest(panelLayers);
  const extent = highest(settings.scale.shared ? [layer, ...panelLayers] : [layer]);
  const range = settings.scale.range === 'auto' ? extent : clamp(settings.scale.range, extent);
  const table = tableOf(settings.scale.map, theme);
  const levels = levelsOf(stack, place);
  const row = meanRow(stack, place, queries);
  const shares = sumsToOne(row);
  const square = stack.queries === stack.keys;
  const rowWords = method === 'flow' && settings.rowShares ? ', shares of each row' : '';
  const used = settingsWords(method, options, info.heads) + rowWords;
  const shown = {
    input,
    info,
    method,
    options,
    stack,
    layer,
    queries,
    row,
    shares,
    table,
    range,
    square,
    used,
  };
  const words = `${methodNames[method]} ${layerWords(method, layer)}`;
  return {
    ...shown,
    saturation: result.saturation,
    results,
    firstLayer: stack.layers[0] ?? 0,
    matrix: {
      levels,
      table,
      range,
      causal: info.causal,
      rowLabels: labels.rows,
      columnLabels: labels.keys,
    },
    legend: {
      table,
      extent,
      range,
      counts: countsOf(levels, extent, info.causal),
    },
    clamped: settings.scale.range !== 'auto',
    panels: panelLayers.map((panelLayer) => ({
      layer: panelLayer,
      picture: {
        levels: levelsOf(stack, placeOfLayer(stack, panelLayer)),
        table,
        range: panelRange,
        causal: info.causal,
        queries,
      },
    })),
    panelRange,
    aspect: stack.queries / stack.keys,
    rowLabels: labels.rows,
    keyLabels: labels.keys,
    key,
    bars: barsOf(stack, info, queries, square),
    barsMean: square
      ? 'Bars: how much of the chosen position comes from other positions'
      : 'Bars: largest weight of each layer',
    selected: selectedOf(shown, key, results),
    caption: `${words} · ${used}`,
    summary:
      `${words}: what each of ${stack.queries} positions ${method === 'flow' ? 'can take' : 'takes'} ` +
      `from ${stack.keys} tokens. ` +
      'Arrows move the chosen cell.',
    spoken: spokenOf(stack, place, queries, key, labels, info),
    milliseconds: result.milliseconds,
  };
}

function clamp(
  [low, high]: readonly [number, number],
  extent: readonly [number, number],
): readonly [number, number] {
  const from = Math.min(low, extent[1]);
  return [from, Math.max(from, Math.min(high, extent[1]))];
}

function panelLayersOf(settings: Settings, stack: MatrixStack): readonly number[] {
  const layers =
    settings.panels === 'auto'
      ? evolutionLayers(stack.layers.length).map((place) => stack.layers[place] ?? 0)
      : settings.panels.filter((layer) => stack.layers.includes(layer));
  return layers.length > 0 ? layers : [stack.layers.at(-1) ?? 0];
}

function barsOf(
  stack: MatrixStack,
  info: AttentionInfo,
  queries: readonly number[],
  square: boolean,
): readonly number[] {
  const query = queries.at(-1);
  const held = square && query !== undefined ? shareFromOthers(stack, query) : maximaOf(stack);
  const bars = new Array<number>(info.layers).fill(0);
  stack.layers.forEach((layer, place) => {
    bars[layer] = held[place] ?? 0;
  });
  return bars;
}

function spokenOf(
  stack: MatrixStack,
  place: number,
  queries: readonly number[],
  key: number | undefined,
  labels: Labels,
  info: AttentionInfo,
): string {
  const query = queries.at(-1);
  if (query === undefined || key === undefined) return '';
  const value = valueAt(stack, place, query, key);
  const exists = !info.causal || key <= query;
  return cellWords(stack.method, labels.rows[query] ?? '', labels.keys[key] ?? '', value, exists);
}
