import { defaultChoice, type InputChoice } from '#model/attention';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import { difference } from '#model/vocabulary/setting';
import {
  type Analysis,
  choiceSettings,
  linkVersion,
  usualAnalysis,
} from '#model/vocabulary/settings';

/** How a page looks at its input when it opens. */
export interface PageLook extends Analysis {
  readonly choice: InputChoice;
  /** The input's name where the page does not begin with it. */
  readonly file?: string;
}

/**
 * The fragment, without its `#`, that makes the explorer look at its input so: a link as
 * web/app/link/link.ts reads it. Only what differs from the defaults is in it.
 */
export function pageLink({ choice, file, ...analysis }: PageLook): string {
  const written = [
    ...(file === undefined ? [] : [['file', file]]),
    ...difference(choiceSettings, choice, defaultChoice),
    ...difference(analysisSettings, analysis, usualAnalysis),
  ];
  if (written.length === 0) return '';
  return new URLSearchParams([['v', String(linkVersion)], ...written]).toString();
}
