import type { Panel } from '#element/layers/evolution';
import type { AttentionInfo } from '#model/attention';
import { evolutionLayers, type MatrixStack, matrixAt, valueAt } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { methodNames } from '#model/vocabulary/kinds';
import { type Grid, pyramid } from '#views/cells/pyramid';
import {
  combinedRow,
  layerMaxima,
  placeOfLayer,
  strongestSources,
  sumsToOne,
} from '#views/cells/rows';
import { colourTable } from '#views/colour/colour-map';
import { type ColourScale, linearScale } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { countsOf } from '#views/legend/counts';
import type { LegendPicture } from '#views/legend/legend';
import type { MatrixPicture } from '#views/matrix/draw';
import { steadyPicture } from '#views/matrix/steady-picture';
import { once } from '#views/once';
import { labelsOf } from '#views/text/labels';
import { cellWords, layerWords, selectionSentence, settingsWords } from '#views/words/sentences';

/** What a view is made of. */
export interface ViewInput {
  readonly info: AttentionInfo;
  readonly stack: MatrixStack;
  readonly options: RolloutOptions;
  /** Counted from 0. */
  readonly layer: number;
  readonly queries: readonly number[];
  readonly key: number | undefined;
  readonly range: 'auto' | readonly [number, number];
  /** Panels of several layers are wanted. */
  readonly evolution: boolean;
}

export interface ViewPicture {
  readonly matrix: MatrixPicture;
  readonly legend: LegendPicture;
  readonly panels: readonly Panel[];
  readonly panelScale: ColourScale;
  /** Where the row's values stand between the table's ends. */
  readonly rowScale: ColourScale;
  /** Rows divided by columns. */
  readonly aspect: number;
  readonly rowLabels: readonly string[];
  readonly keyLabels: readonly string[];
  /** What the chosen positions take from each key, and whether it sums to 1. */
  readonly row: Float64Array;
  readonly shares: boolean;
  /** Method, layer and settings. */
  readonly caption: string;
  /** What the chosen positions take, in a sentence. */
  readonly sentence: string;
  readonly summary: string;
  readonly spoken: string;
}

const tableOf = once((theme: Theme) => colourTable('viridis', theme));

/** Makes pictures and keeps what only depends on the matrices. */
export class ViewPictures {
  #stack: MatrixStack | undefined;
  #levels = new Map<number, readonly Grid[]>();
  #maxima: readonly number[] = [];

  /** Everything that a view shows. O(matrix) for a new layer, O(keys) for another position. */
  make(input: ViewInput, theme: Theme): ViewPicture {
    const { info, stack, options, queries, key } = input;
    if (stack !== this.#stack) {
      this.#stack = stack;
      this.#levels = new Map();
      this.#maxima = layerMaxima(stack);
    }
    const place = placeOfLayer(stack, input.layer);
    const layer = stack.layers[place] ?? 0;
    const { causal } = info;
    const table = tableOf(theme);
    const levels = this.#levelsOf(stack, place, causal);
    const axis = linearScale([0, this.#maxima[place] || 1]);
    const scale = input.range === 'auto' ? axis : linearScale(input.range);
    const panelPlaces = input.evolution ? evolutionLayers(stack.layers.length) : [];
    const highest = Math.max(...panelPlaces.map((at) => this.#maxima[at] ?? 0)) || 1;
    const panelScale = linearScale([0, highest]);
    const { rows: rowLabels, keys: keyLabels } = labelsOf(info);
    const row = combinedRow(stack, place, queries);
    const shares = sumsToOne(row);
    const { method } = stack;
    const words = `${methodNames[method]} ${layerWords(method, layer)}`;
    const query = queries.at(-1);
    return {
      matrix: steadyPicture({
        levels,
        table,
        range: scale.range,
        causal,
        rowLabels,
        columnLabels: keyLabels,
      }),
      legend: { table, axis, scale, counts: countsOf(levels, axis, causal) },
      panels: panelPlaces.map((at) => ({
        layer: stack.layers[at] ?? 0,
        picture: {
          levels: this.#levelsOf(stack, at, causal),
          table,
          range: panelScale.range,
          causal,
          queries,
        },
      })),
      panelScale,
      aspect: stack.queries / stack.keys,
      rowLabels,
      keyLabels,
      row,
      rowScale: scale,
      shares,
      caption: `${words} · ${settingsWords(method, options, info.heads)}`,
      sentence: selectionSentence({
        method,
        layer,
        chosen: queries.map((chosen) => rowLabels[chosen] ?? ''),
        self: stack.queries === stack.keys && queries.length === 1 ? query : undefined,
        keyLabels,
        sources: strongestSources(row, 3),
        shares,
      }),
      summary: `${words}: what each of ${stack.queries} positions takes from ${stack.keys} tokens. Arrows move the chosen cell.`,
      spoken:
        query === undefined || key === undefined
          ? ''
          : cellWords(
              method,
              rowLabels[query] ?? '',
              keyLabels[key] ?? '',
              valueAt(stack, place, query, key),
              !causal || key <= query,
            ),
    };
  }

  #levelsOf(stack: MatrixStack, place: number, causal: boolean): readonly Grid[] {
    const known = this.#levels.get(place);
    if (known !== undefined) return known;
    const grid = { rows: stack.queries, columns: stack.keys, values: matrixAt(stack, place) };
    const levels = pyramid(grid, 'max', causal);
    this.#levels.set(place, levels);
    return levels;
  }
}
