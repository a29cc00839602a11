import type { Method } from '#model/matrix';
import type { HeadFusion, RolloutOptions } from '#model/options';
import { discardOrders, fusions, residuals } from '#model/vocabulary/kinds';
import type { Source } from '#views/cells/rows';
import { formatPercent, formatValue } from './format';

/** `mean of 8 heads`, `head 3`, `max of heads 1, 4`. Heads are counted from 1 for people. */
export function fusionWords(fusion: HeadFusion, heads: number): string {
  if (heads === 1) return 'one head';
  if (fusion.kind === 'weights') return `${heads} weighted heads`;
  const chosen = fusion.heads;
  const { caption, ofGradients } = fusions[fusion.kind];
  if (chosen === undefined) return `${caption} of ${heads} heads`;
  if (chosen.length === 1 && !ofGradients) return `head ${(chosen[0] ?? 0) + 1}`;
  return `${caption} of heads ${chosen.map((head) => head + 1).join(', ')}`;
}

function residualWords({ residual }: RolloutOptions): string {
  const own = residual.kind === 'average' && residual.weight !== 0.5;
  return own ? `residual ${formatValue(residual.weight)}` : residuals[residual.kind].caption;
}

/** The settings that a picture was made with: `mean of 8 heads, half residual`. */
export function settingsWords(method: Method, options: RolloutOptions, heads: number): string {
  const on = method === 'rollout' && options.fusedBelow === true && heads > 1;
  const words = [fusionWords(options.fusion, heads) + (on ? ' on all heads below' : '')];
  if (method === 'raw') return words.join(', ');
  words.push(residualWords(options));
  const { discard, startLayer } = options;
  if (discard.ratio > 0) {
    const when = discard.order === 'after' ? '' : ` ${discardOrders[discard.order].label}`;
    words.push(`smallest ${formatPercent(discard.ratio)} discarded${when}`);
  }
  if (startLayer > 0) words.push(`from layer ${startLayer + 1}`);
  return words.join(', ');
}

/** Behind the settings, where each row of a flow is divided by its sum. */
export const rowShareWords = ', shares of each row';

/** `after layer 5` for what has come through all layers below, `in layer 5` for raw attention. */
export function layerWords(method: Method, layer: number): string {
  return `${method === 'raw' ? 'in' : 'after'} layer ${layer + 1}`;
}

export interface SelectionWords {
  readonly method: Method;
  readonly layer: number;
  /** Labels of the chosen positions. */
  readonly chosen: readonly string[];
  /** The chosen position when it is one, to call it “itself” among its sources. */
  readonly self: number | undefined;
  readonly keyLabels: readonly string[];
  /** Strongest first. */
  readonly sources: readonly Source[];
  /** Rows sum to 1, so shares may be given in percent. */
  readonly shares: boolean;
}

/** “After layer 5, ‘fox’ takes 31 % from itself, 12 % from ‘brown’ and 9 % from ‘[CLS]’.” */
export function selectionSentence(words: SelectionWords): string {
  const { method, layer, chosen, sources, shares } = words;
  const place = layerWords(method, layer);
  const start = `${place.charAt(0).toUpperCase()}${place.slice(1)}, ${subject(chosen)}`;
  const top = sources.slice(0, 3);
  const might = method === 'flow' && !shares;
  const verb = might ? 'can take' : chosen.length > 1 ? 'take' : 'takes';
  if (top.length === 0) return `${start} ${verb} nothing: every value of this row is 0.`;
  const whole =
    method === 'flow' && shares ? ` of ${chosen.length > 1 ? 'their' : 'its'} flow` : '';
  const amounts = top.map(({ key, value }, place) => {
    const from = key === words.self ? 'itself' : quote(words.keyLabels[key] ?? '');
    const amount = shares ? formatPercent(value) : formatValue(value);
    return `${amount}${place === 0 ? whole : ''} from ${from}`;
  });
  return `${start} ${verb} ${list(amounts)}.`;
}

/** “The² ← fox: 0.312”, for live text and tool tips. */
export function cellWords(
  method: Method,
  query: string,
  key: string,
  value: number,
  exists: boolean,
): string {
  if (!exists) return `${query} cannot see ${key}: it comes later`;
  return `${query} ${method === 'flow' ? 'can take' : 'takes'} ${formatValue(value)} from ${key}`;
}

function subject(chosen: readonly string[]): string {
  if (chosen.length > 3) return `the ${chosen.length} chosen positions together`;
  const together = chosen.length > 1 ? ' together' : '';
  return list(chosen.map(quote)) + together;
}

/** ‘fox’ */
export function quote(label: string): string {
  return `‘${label}’`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
