import type { OpenInput, Settings, SinkChoice, State } from '#app/state/state';
import type { Panel } from '#element/layers/evolution';
import type { Selected } from '#element/numbers/selected-panel';
import type { AttentionInfo } from '#model/attention';
import type { Saturation } from '#model/flow';
import { evolutionLayers, type MatrixStack, type Method, valueAt } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { methodNames } from '#model/vocabulary/kinds';
import { mostListed } from '#views/bounds';
import { combinedRow, placeOfLayer, shareFromOthers, sumsToOne } from '#views/cells/rows';
import type { ColourScale } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { countsOf } from '#views/legend/counts';
import type { LegendPicture } from '#views/legend/legend';
import type { MatrixPicture } from '#views/matrix/draw';
import { steadyPicture } from '#views/matrix/steady-picture';
import { type Labels, labelsOf } from '#views/text/labels';
import { cellWords, layerWords, rowShareWords, settingsWords } from '#views/words/sentences';
import type { Result, Results } from './analysis';
import { levelsOf, maximaOf, tableOf } from './derived';
import { firstTokenShare, type LeftOut, ratioRefusal, shownResults } from './filters';
import { scalesOf } from './scales';
import { selectedOf } from './selected';

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
  readonly panelScale: ColourScale;
  /** Where the row's values stand between the table's ends. */
  readonly rowScale: ColourScale;
  /** What is really done about the first token, and how much of the picture is left out by it. */
  readonly sink: SinkChoice;
  readonly leftOut: LeftOut | undefined;
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

const sinkWords: Readonly<Record<SinkChoice, string>> = {
  shown: '',
  'left-out': ', first token left out',
  ratio: ', ratio to uniform causal attention',
};

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
  const results = shownResults(computed, settings);
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
  const table = tableOf(settings.scale.map, theme);
  const { causal } = info;
  const row = combinedRow(stack, place, queries, settings.together);
  const scales = scalesOf(settings.scale, stack, layer, panelLayers, causal, row);
  const { kind, blocks } = settings.scale;
  const drawn = { blocks, byRow: kind === 'row', causal };
  const levels = levelsOf(stack, place, drawn);
  const sink = ratioRefusal(method, info) && settings.sink === 'ratio' ? 'shown' : settings.sink;
  const unfiltered = computed[method]?.stack ?? stack;
  const paint = { table, causal, gaps: sink === 'left-out' };
  const shares = sumsToOne(row);
  const square = stack.queries === stack.keys;
  const rowWords = method === 'flow' && settings.rowShares ? rowShareWords : '';
  const used = settingsWords(method, options, info.heads) + rowWords + sinkWords[sink];
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
    rowScale: scales.row,
    square,
    used,
    together: settings.together,
  };
  const words = `${methodNames[method]} ${layerWords(method, layer)}`;
  return {
    ...shown,
    saturation: result.saturation,
    results,
    firstLayer: stack.layers[0] ?? 0,
    matrix: steadyPicture({
      ...paint,
      levels,
      range: scales.matrix.range,
      thresholds: scales.matrix.thresholds,
      rowLabels: labels.rows,
      columnLabels: labels.keys,
    }),
    legend: {
      table,
      axis: scales.axis,
      scale: scales.matrix,
      counts: countsOf(levels, scales.axis, causal),
    },
    clamped: scales.matrix !== scales.axis,
    panels: panelLayers.map((panelLayer) => ({
      layer: panelLayer,
      picture: {
        ...paint,
        levels: levelsOf(stack, placeOfLayer(stack, panelLayer), drawn),
        range: scales.panels.range,
        thresholds: scales.panels.thresholds,
        queries,
      },
    })),
    panelScale: scales.panels,
    sink,
    leftOut: sink === 'left-out' ? firstTokenShare(unfiltered, place, queries) : undefined,
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

function panelLayersOf(settings: Settings, stack: MatrixStack): readonly number[] {
  const layers =
    settings.panels === 'auto'
      ? evolutionLayers(stack.layers.length).map((place) => stack.layers[place] ?? 0)
      : [...new Set(settings.panels)]
          .filter((layer) => stack.layers[placeOfLayer(stack, layer)] === layer)
          .slice(0, mostListed);
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
  if (held.length === info.layers) return held;
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
