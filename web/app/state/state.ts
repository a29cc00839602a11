import type { InputId } from '#engine/engine';
import type { AttentionInfo, InputChoice } from '#model/attention';
import type { Method } from '#model/matrix';
import { defaultOptions, type HeadFusion, type RolloutOptions } from '#model/options';
import { fusions } from '#model/vocabulary/kinds';
import type { BlockKind } from '#views/cells/pyramid';
import type { ColourMapName } from '#views/colour/colour-map';
import type { ScaleKind } from '#views/colour/scale';
import type { ThumbnailScale } from '#views/heads/head-grid';
import { firstChoice } from '#views/text/first-choice';
import type { CompareChoice } from './compare-choice';
import { type FaithfulnessChoice, firstFaithfulnessChoice } from './faithfulness-choice';
import { firstGenerationChoice, forAnotherText, type GenerationChoice } from './generation-choice';
import { isQuick, refusal } from './methods';

/** Positions whose sources are shown, and one key to follow. Empty `queries` choose nothing. */
export interface Selection {
  readonly queries: readonly number[];
  readonly key: number | undefined;
}

export interface ScaleSettings {
  readonly map: ColourMapName;
  readonly kind: ScaleKind;
  /** What a pixel shows of the cells it stands for where the matrix has more cells than pixels. */
  readonly blocks: BlockKind;
  /** Values at the ends of the matrix's colours; `auto` is 0 to the largest value. */
  readonly range: 'auto' | readonly [number, number];
  /** The matrix takes the range of the evolution picture, so that layers compare by colour. */
  readonly shared: boolean;
}

/**
 * What is done about the first token, which many models read as a place to look at when nothing
 * else matters: nothing, left out of the picture, or every value as a ratio to what attention that
 * looks at all earlier tokens alike would give.
 */
export const sinkChoices = ['shown', 'left-out', 'ratio'] as const;
export type SinkChoice = (typeof sinkChoices)[number];

/** How several chosen positions are taken together. */
export const togetherKinds = ['mean', 'sum'] as const;
export type Together = (typeof togetherKinds)[number];

/** How the table of numbers is sorted: by `position`, `token` or a method. */
export interface TableOrder {
  readonly by: string;
  readonly descending: boolean;
}

/** How values lie over the picture that a vision transformer looked at. */
export interface ImageSettings {
  /** Rows, columns, and tokens before the patches; `auto` is what the file says, or a square. */
  readonly grid: 'auto' | readonly [number, number, number];
  /** Of the colours, 0 to 1. */
  readonly opacity: number;
  /** Name of the picture that was picked; empty for the input's own. */
  readonly picked: string;
}

/** How many of the strongest paths the graph shows at most. */
export const mostPaths = 100;

/** All that a picture depends on besides the input. Undo and redo move between these. */
export interface Settings {
  readonly view: string;
  readonly method: Method;
  readonly options: RolloutOptions;
  /** Flow is shown as shares of its rows. */
  readonly rowShares: boolean;
  /** How many of the strongest paths the graph shows. */
  readonly paths: number;
  readonly compare: CompareChoice;
  readonly image: ImageSettings;
  readonly generation: GenerationChoice;
  readonly faithfulness: FaithfulnessChoice;
  /** How thumbnails of heads take their colours. */
  readonly thumbnails: ThumbnailScale;
  /** Counted from 0. */
  readonly layer: number;
  readonly selection: Selection;
  readonly together: Together;
  readonly sink: SinkChoice;
  readonly order: TableOrder;
  readonly scale: ScaleSettings;
  /** Layers of the evolution picture; `auto` follows docs/definitions.md#evolution. */
  readonly panels: 'auto' | readonly number[];
  /** Tokens whose values are drawn over the layers; `auto` takes the strongest. */
  readonly followed: 'auto' | readonly number[];
}

/** Where an input comes from, as far as a link can say. */
export type InputSource =
  /** The worked example that the page begins with. */
  | { readonly kind: 'example' }
  /** A file or a text of this device: a link can name it, but not bring it. */
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'src'; readonly url: string }
  /** The input itself, written into the link. */
  | { readonly kind: 'data'; readonly text: string };

export interface OpenInput {
  readonly id: InputId;
  readonly name: string;
  readonly source: InputSource;
  readonly info: AttentionInfo;
  readonly choice: InputChoice;
}

export type ThemeChoice = 'system' | 'light' | 'dark';

/** Settings to go back to; changes of the same gesture (one drag of a slider) share a step. */
interface Step {
  readonly settings: Settings;
  readonly gesture: string | undefined;
}

export interface State {
  readonly input: OpenInput | undefined;
  readonly settings: Settings;
  readonly past: readonly Step[];
  readonly future: readonly Settings[];
  readonly theme: ThemeChoice;
  /** Single-letter shortcuts can be switched off (WCAG 2.1.4). */
  readonly shortcuts: boolean;
}

export type Action =
  | { readonly type: 'opened'; readonly input: OpenInput }
  | { readonly type: 'chosen'; readonly info: AttentionInfo; readonly choice: InputChoice }
  | {
      readonly type: 'changed';
      readonly change: Partial<Settings>;
      /** Changes in a row with the same gesture are undone together. */
      readonly gesture?: string;
    }
  /** A change that undo does not stop at, such as a step of playing. */
  | { readonly type: 'passed'; readonly change: Partial<Settings> }
  | { readonly type: 'undone' | 'redone' }
  | { readonly type: 'themed'; readonly theme: ThemeChoice }
  | { readonly type: 'shortcuts'; readonly on: boolean };

const longestHistory = 200;

export const initialState: State = {
  input: undefined,
  settings: {
    view: 'overview',
    method: 'rollout',
    options: defaultOptions,
    rowShares: false,
    paths: 20,
    image: { grid: 'auto', opacity: 0.6, picked: '' },
    generation: firstGenerationChoice,
    faithfulness: firstFaithfulnessChoice,
    compare: { kind: 'methods', between: [1, 0], second: '' },
    thumbnails: 'shared',
    layer: 0,
    selection: { queries: [], key: undefined },
    together: 'mean',
    sink: 'shown',
    order: { by: 'position', descending: false },
    scale: { map: 'viridis', kind: 'linear', blocks: 'max', range: 'auto', shared: false },
    panels: 'auto',
    followed: 'auto',
  },
  past: [],
  future: [],
  theme: 'system',
  shortcuts: true,
};

/** The state after an action. Pure; settings that the input cannot fill are brought into range. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'opened':
      return open(state, action.input);
    case 'chosen': {
      if (state.input === undefined) return state;
      const input = { ...state.input, info: action.info, choice: action.choice };
      const other = renumbers(state.input.choice, action.choice);
      const { queries } = state.settings.selection;
      const keeps = !other && queries.some((query) => query < action.info.queries);
      const selection = keeps
        ? state.settings.selection
        : { queries: [firstChoice(action.info)], key: undefined };
      const settings = fitSettings(
        {
          ...state.settings,
          method: firstMethod(state.settings, action.info),
          selection,
          scale: autoRange(state),
        },
        action.info,
      );
      return { ...state, input, settings, past: [], future: [] };
    }
    case 'changed':
      return change(state, action.change, action.gesture);
    case 'passed':
      return { ...state, settings: inRange(state, { ...state.settings, ...action.change }) };
    case 'undone': {
      const step = state.past.at(-1);
      if (step === undefined) return state;
      return {
        ...state,
        settings: step.settings,
        past: state.past.slice(0, -1),
        future: [state.settings, ...state.future],
      };
    }
    case 'redone': {
      const [settings, ...future] = state.future;
      if (settings === undefined) return state;
      const past = [...state.past, { settings: state.settings, gesture: undefined }];
      return { ...state, settings, past, future };
    }
    case 'themed':
      return { ...state, theme: action.theme };
    case 'shortcuts':
      return { ...state, shortcuts: action.on };
  }
}

/** Whether a position means another token after one choice than after the other. */
function renumbers(before: InputChoice, after: InputChoice): boolean {
  const numbering = ({ sample, joinSamples, batchItem, hiddenTokens, mergePieces }: InputChoice) =>
    JSON.stringify([joinSamples ? 0 : sample, batchItem, hiddenTokens, mergePieces]);
  return numbering(before) !== numbering(after);
}

/** The settings that an input opens with on a page where nothing was changed yet. */
export function openingSettings(input: OpenInput): Settings {
  return open(initialState, input).settings;
}

function open(state: State, input: OpenInput): State {
  const { info } = input;
  const { selection, options, image, generation, ...kept } = state.settings;
  const { fusedBelow: _, ...sameHeads } = options;
  const settings = fitSettings(
    {
      ...kept,
      options: { ...sameHeads, fusion: { kind: 'mean' }, startLayer: 0 },
      method: firstMethod(state.settings, info),
      layer: info.layers - 1,
      selection: { queries: [firstChoice(info)], key: undefined },
      scale: autoRange(state),
      panels: 'auto',
      followed: 'auto',
      image: { ...image, grid: 'auto', picked: '' },
      generation: forAnotherText(generation),
    },
    info,
  );
  return { ...state, input, settings, past: [], future: [] };
}

/** The method that an input opens with: the one shown before, unless it cannot or takes long. */
function firstMethod({ method, options }: Settings, info: AttentionInfo): Method {
  const fits = refusal(method, info, options) === undefined && isQuick(method, info);
  if (fits) return method;
  return refusal('rollout', info, options) === undefined ? 'rollout' : 'raw';
}

function change(state: State, changed: Partial<Settings>, gesture: string | undefined): State {
  const settings = inRange(state, { ...state.settings, ...changed });
  const last = state.past.at(-1);
  if (gesture !== undefined && last?.gesture === gesture && state.future.length === 0) {
    return { ...state, settings };
  }
  const past = [...state.past, { settings: state.settings, gesture }].slice(-longestHistory);
  return { ...state, settings, past, future: [] };
}

function inRange(state: State, settings: Settings): Settings {
  return state.input === undefined ? settings : fitSettings(settings, state.input.info);
}

function fitSettings(settings: Settings, info: AttentionInfo): Settings {
  const { queries, key } = settings.selection;
  const startLayer = Math.min(settings.options.startLayer, info.layers - 1);
  const lowest = settings.method === 'raw' ? 0 : startLayer;
  return {
    ...settings,
    layer: Math.max(lowest, Math.min(settings.layer, info.layers - 1)),
    options: { ...settings.options, fusion: fitFusion(settings.options.fusion, info), startLayer },
    selection: {
      queries: [...new Set(queries)].filter((query) => query < info.queries),
      key: key !== undefined && key < info.keys ? key : undefined,
    },
  };
}

function fitFusion(fusion: HeadFusion, { heads, gradients }: AttentionInfo): HeadFusion {
  if (fusion.kind === 'weights') return fusion.weights.length === heads ? fusion : { kind: 'mean' };
  if (fusions[fusion.kind].ofGradients && !gradients) return { kind: 'mean' };
  const { kind, heads: chosen } = fusion;
  if (chosen === undefined) return fusion;
  const fitting = [...new Set(chosen)].filter((head) => head < heads);
  if (fitting.length === chosen.length) return fusion;
  return fitting.length > 0 ? { kind, heads: fitting } : { kind };
}

function autoRange(state: State): ScaleSettings {
  return { ...state.settings.scale, range: 'auto' };
}
