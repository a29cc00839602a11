import type { Panel } from '#element/evolution';
import type { Reading } from '#element/matrix';
import type { MethodReading, Selected } from '#element/selected-panel';
import type { AttentionInfo } from '#model/attention';
import { evolutionLayers, type MatrixStack, type Method, matrixAt, valueAt } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { type ColourTable, colourTable, tableCss, tableIndex } from '#views/colour-map';
import { formatPercent, formatValue } from '#views/format';
import { histogram } from '#views/histogram';
import type { Curve } from '#views/layer-curve';
import type { LegendPicture } from '#views/legend';
import type { MatrixPicture } from '#views/matrix';
import type { Cell } from '#views/matrix-layout';
import { type Grid, maxPyramid } from '#views/pyramid';
import {
  layerMaxima,
  meanRow,
  placeOfLayer,
  shareFromOthers,
  strongestSources,
  sumsToOne,
  valueByLayer,
} from '#views/rows';
import {
  cellWords,
  layerWords,
  methodNames,
  selectionSentence,
  settingsWords,
} from '#views/sentences';
import type { Theme } from '#views/theme';
import { tokenLabels } from '#views/tokens';
import type { Result, Results } from './analysis';
import { methodChoices } from './methods';
import type { OpenInput, Settings, State } from './state';

/** Everything that the views show, made from the state and the newest results. */
export interface Picture {
  /** The input that is drawn; for a moment not yet the one that was opened last. */
  readonly input: OpenInput;
  readonly info: AttentionInfo;
  readonly method: Method;
  readonly options: RolloutOptions;
  readonly stack: MatrixStack;
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

const legendBins = 64;
const sourceCount = 8;

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
  results: Results,
  theme: Theme,
  before: Picture | undefined,
): Picture | undefined {
  const shown = shownResult(settings, results, before);
  if (shown === undefined) return undefined;
  const [method, result] = shown;
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
  const sameInput = (other: Result | undefined) => (other?.input === input ? other : undefined);
  const draft = { info, method, options, stack, layer, queries, row, shares, table, range, square };
  const words = `${methodNames[method]} ${layerWords(method, layer)}`;
  const used = `${settingsWords(method, options, info.heads)}`;
  return {
    ...draft,
    input,
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
    selected: selectedOf(draft, key, results, sameInput),
    caption: `${words} · ${used}`,
    summary:
      `${words}: what each of ${stack.queries} positions takes from ${stack.keys} tokens. ` +
      'Arrows move the chosen cell.',
    spoken: spokenOf(stack, place, queries, key, labels, info),
    milliseconds: result.milliseconds,
  };
}

interface Labels {
  readonly rows: readonly string[];
  readonly keys: readonly string[];
}

/** One value for each key object, made when first asked for and dropped with the key. */
function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

const labelsOf = once(
  (info: AttentionInfo): Labels => ({
    rows: tokenLabels(info.queryTokens),
    keys: tokenLabels(info.tokens),
  }),
);
const maximaOf = once(layerMaxima);
const levelCache = once((_: MatrixStack): Map<number, readonly Grid[]> => new Map());
const countCache = once((_: readonly Grid[]): Map<string, Uint32Array> => new Map());
const tableCache = once((_: Theme): Map<string, ColourTable> => new Map());

function levelsOf(stack: MatrixStack, place: number): readonly Grid[] {
  const { queries: rows, keys: columns } = stack;
  return remember(levelCache(stack), place, () =>
    maxPyramid({ rows, columns, values: matrixAt(stack, place) }),
  );
}

function countsOf(levels: readonly Grid[], extent: readonly [number, number], causal: boolean) {
  return remember(countCache(levels), String(extent), () => {
    const [grid] = levels;
    return grid === undefined
      ? new Uint32Array(legendBins)
      : histogram(grid, extent, legendBins, causal);
  });
}

function tableOf(map: Settings['scale']['map'], theme: Theme): ColourTable {
  return remember(tableCache(theme), map, () => colourTable(map, theme));
}

function remember<Key, Value>(cache: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = make();
  cache.set(key, value);
  return value;
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

interface Draft {
  readonly info: AttentionInfo;
  readonly method: Method;
  readonly options: RolloutOptions;
  readonly stack: MatrixStack;
  readonly layer: number;
  readonly queries: readonly number[];
  readonly row: ArrayLike<number>;
  readonly shares: boolean;
  readonly table: ColourTable;
  readonly range: readonly [number, number];
  readonly square: boolean;
}

type SameInput = (result: Result | undefined) => Result | undefined;

function selectedOf(
  draft: Draft,
  pinned: number | undefined,
  results: Results,
  sameInput: SameInput,
): Selected | undefined {
  const { info, method, options, layer, queries, row, shares, square } = draft;
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
    const result = sameInput(results[choice.method]);
    if (result === undefined) return [];
    const values = valueByLayer(result.stack, info.layers, queries, key);
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
    settings: `${methodNames[method]}, ${settingsWords(method, options, info.heads)}`,
    readings,
    curves,
    currentMethod: method,
    layer,
    sources: sources.map((source) => ({
      key: source.key,
      label: labels.keys[source.key] ?? '',
      text: amount(source.value),
      share: source.value / largest,
      colour: tableCss(draft.table, tableIndex(source.value, ...draft.range)),
    })),
  };
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
  return cellWords(labels.rows[query] ?? '', labels.keys[key] ?? '', value, exists);
}

/** What is under the pointer: the methods' numbers, and the shown one for the legend. */
export interface HoverReading {
  readonly readings: readonly Reading[];
  readonly value: number | undefined;
}

/** Reads the cell under the pointer. O(methods). */
export function readHover(
  { info, layer, method, stack }: Picture,
  results: Results,
  { query, key }: Cell,
): HoverReading {
  if (info.causal && key > query) {
    const name = 'comes later: it cannot be seen';
    return { readings: [{ name, text: '', current: false }], value: undefined };
  }
  const readings = methodChoices.flatMap((choice) => {
    const result = results[choice.method];
    if (result === undefined || result.input.info !== info) return [];
    const place = result.stack.layers.indexOf(layer);
    if (place < 0) return [];
    const text = formatValue(valueAt(result.stack, place, query, key));
    return [{ name: choice.method, text, current: choice.method === method }];
  });
  return { readings, value: valueAt(stack, placeOfLayer(stack, layer), query, key) };
}
