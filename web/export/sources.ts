import type { AttentionInfo, InputChoice } from '#model/attention';
import { type MatrixStack, matrixAt } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { methodNames } from '#model/vocabulary/kinds';
import type { Grid } from '#views/cells/pyramid';
import { layerMaxima } from '#views/cells/rows';
import { type ColourTable, colourTable } from '#views/colour/colour-map';
import { type ColourScale, linearScale } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { type Labels, labelsOf } from '#views/text/labels';
import { layerWords, rowShareWords, settingsWords } from '#views/words/sentences';
import type { PageFileFacts } from './page-file';
import { pageLink } from './page-link';

/** Matrices and what they are written with. */
export interface MatrixSource {
  readonly stack: MatrixStack;
  readonly tokens: readonly string[];
  readonly labels: Labels;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Further members of the JSON, as JSON text. */
  readonly extra?: readonly string[];
}

/** A matrix as it is to be printed. */
export interface PictureSource {
  readonly title: string;
  /** Method, layer and settings in one line. */
  readonly caption: string;
  readonly settings: unknown;
  readonly grid: Grid;
  readonly table: ColourTable;
  readonly scale: Pick<ColourScale, 'range' | 'thresholds'>;
  /** Values right of the diagonal do not exist: they are hatched. */
  readonly causal: boolean;
  /** Some cells that exist are not shown, and are hatched too. */
  readonly gaps: boolean;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
}

export interface CanvasSource {
  readonly picture: PictureSource;
  /** An SVG as PNG, `scale` pixels for each of its units. */
  readonly rasterise: (svg: string, scale: number) => Promise<Uint8Array>;
}

export interface PageSource {
  readonly template: string;
  readonly facts: PageFileFacts;
  readonly input: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Colours of pictures for papers: always on white. */
export const printed: Theme = {
  ink: '#1b1d20',
  ink2: '#585d64',
  paper: '#ffffff',
  paper2: '#f1f1ee',
  line: '#dad9d4',
  accent: '#c8145f',
  font: 'system-ui, sans-serif',
  mono: 'monospace',
};

/** What a file was made with, as it is written into it. */
export interface MadeWith {
  readonly info: AttentionInfo;
  readonly input: { readonly name: string; readonly choice: InputChoice };
  readonly method: MatrixStack['method'];
  readonly options: RolloutOptions;
  /** Counted from 0. */
  readonly layer: number;
  readonly caption: string;
  /** The fragment of a link to the same picture. */
  readonly link: string;
}

export function settingsOf(made: MadeWith): Record<string, unknown> {
  const { info, input, method, layer, options, caption, link } = made;
  return {
    program: 'Headwater',
    model: info.model,
    input: input.name,
    method,
    layer,
    options,
    choice: input.choice,
    caption,
    link,
  };
}

/** What pictures are called: the model or the input. */
export function titleOf({ info, input }: Pick<MadeWith, 'info' | 'input'>): string {
  return info.model === '' ? input.name : info.model;
}

/** A result that nobody has looked at: all of it, or one row or column. */
export interface PlainResult extends Omit<MadeWith, 'method' | 'layer' | 'caption' | 'link'> {
  readonly stack: MatrixStack;
  readonly source?: number | undefined;
  readonly sink?: number | undefined;
  readonly rowShares?: boolean;
}

/** A result as the page has it when an input was just opened. */
export function plainMatrices(result: PlainResult): MatrixSource {
  const { stack, info, input, options, source, sink, rowShares = false } = result;
  const { method } = stack;
  const layer = stack.layers.at(-1) ?? 0;
  const words = `${methodNames[method]} ${layerWords(method, layer)}`;
  const caption = `${words} · ${settingsWords(method, options, info.heads)}${rowShares ? rowShareWords : ''}`;
  const link = pageLink({
    file: input.name,
    view: undefined,
    method,
    options,
    choice: input.choice,
    layer: layer === info.layers - 1 ? undefined : layer,
    rowShares,
  });
  const { rows, keys } = labelsOf(info);
  return {
    stack,
    tokens: info.tokens,
    labels: {
      rows: source === undefined ? rows : rows.slice(source, source + 1),
      keys: sink === undefined ? keys : keys.slice(sink, sink + 1),
    },
    settings: {
      ...settingsOf({ info, input, method, options, layer, caption, link }),
      source,
      sink,
    },
  };
}

/** The picture of a result's last layer, with the colours and the scale that the page begins with. */
export function plainPicture(result: PlainResult): PictureSource {
  const { stack, labels, settings } = plainMatrices(result);
  const { queries: rows, keys: columns } = stack;
  const place = stack.layers.length - 1;
  const whole = result.source === undefined && result.sink === undefined;
  return {
    title: titleOf(result),
    caption: String(settings['caption']),
    settings,
    grid: { rows, columns, values: matrixAt(stack, place) },
    table: colourTable('viridis', printed),
    scale: linearScale([0, layerMaxima(stack)[place] || 1]),
    causal: whole && result.info.causal,
    gaps: false,
    rowLabels: labels.rows,
    columnLabels: labels.keys,
  };
}
