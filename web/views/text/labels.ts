import type { AttentionInfo } from '#model/attention';
import { once } from '#views/once';
import { tokenLabels } from './tokens';

/** What rows and columns of an input are called. */
export interface Labels {
  readonly rows: readonly string[];
  readonly keys: readonly string[];
}

/** Labels of an input, made once. */
export const labelsOf = once(
  (info: AttentionInfo): Labels => ({
    rows: tokenLabels(info.queryTokens),
    keys: tokenLabels(info.tokens),
  }),
);
