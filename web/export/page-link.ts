import { defaultChoice, type InputChoice } from '#model/attention';
import type { Method } from '#model/matrix';
import { defaultOptions, type RolloutOptions } from '#model/options';

/** How a page looks at its input when it opens. */
export interface PageLook {
  readonly view: string | undefined;
  readonly method: Method;
  readonly options: RolloutOptions;
  readonly choice: InputChoice;
  /** Counted from 0; the last where undefined. */
  readonly layer: number | undefined;
  /** The input's name where the page does not begin with it. */
  readonly file?: string;
  /** Rows of flow are divided by their sums. */
  readonly rowShares?: boolean;
}

/**
 * The fragment, without its `#`, that makes the explorer look at its input so: a link of version 1
 * (web/app/link/link.ts), which every later page reads. Only what differs from the defaults is in it.
 */
export function pageLink(look: PageLook): string {
  const { view, method, options, choice, layer, file, rowShares } = look;
  const { fusion, residual, discard, startLayer, fusedBelow } = options;
  const parameters = new URLSearchParams({ v: '1' });
  const put = (name: string, value: unknown, usual?: unknown) => {
    if (value !== undefined && value !== usual) parameters.set(name, String(value));
  };
  put('file', file);
  put('sample', choice.sample, defaultChoice.sample);
  put('join', choice.joinSamples ? 1 : undefined);
  put('item', choice.batchItem, defaultChoice.batchItem);
  put('only', choice.layers.join(','), '');
  put('crop', choice.cropPadding ? 1 : undefined);
  put('hide', choice.hiddenTokens.join(','), '');
  put('merge', choice.mergePieces ? 1 : undefined);
  put('renormalise', choice.renormaliseRows ? 1 : undefined);
  put('view', view);
  put('method', method, 'rollout');
  put('layer', layer);
  if (fusion.kind === 'weights') put('head-weights', fusion.weights.join(','));
  else {
    put('fusion', fusion.kind, defaultOptions.fusion.kind);
    put('heads', fusion.heads?.join(','));
  }
  put('residual', residual.kind, 'average');
  if (residual.kind === 'average') put('residual-weight', residual.weight, 0.5);
  put('discard', discard.ratio, 0);
  put('discard-order', discard.order, 'after');
  put('discard-rule', discard.rule, 'threshold');
  put('from', startLayer, 0);
  put('row-shares', rowShares ? 1 : undefined);
  put('fused-below', fusedBelow ? 1 : undefined);
  const written = parameters.toString();
  return written === 'v=1' ? '' : written;
}
