import { defaultChoice, type InputChoice } from '#model/attention';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import { difference } from '#model/vocabulary/setting';
import {
  type Analysis,
  choiceSettings,
  linkVersion,
  usualAnalysis,
} from '#model/vocabulary/settings';

/**
 * The fragment, without its `#`, that makes the explorer open its input so: a link as
 * web/app/link/link.ts reads it. Only what differs from the defaults is in it.
 */
export function pageLink(choice: InputChoice, analysis: Analysis): string {
  const written = [
    ...difference(choiceSettings, choice, defaultChoice),
    ...difference(analysisSettings, analysis, usualAnalysis),
  ];
  if (written.length === 0) return '';
  return new URLSearchParams([['v', String(linkVersion)], ...written]).toString();
}
