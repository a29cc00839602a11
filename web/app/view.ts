import type { TemplateResult } from 'lit';
import type { Cell } from '#views/matrix-layout';
import type { Theme } from '#views/theme';
import type { HoverReading } from './hover';
import type { PairAnalysis } from './pair-analysis';
import type { Picture } from './picture';
import type { Settings } from './state';

/** What a view draws from. */
export interface ViewContext {
  readonly picture: Picture;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly hover: Cell | undefined;
  readonly reading: HoverReading | undefined;
  readonly pairs: PairAnalysis;
  readonly change: (change: Partial<Settings>, gesture?: string) => void;
}

/** One tab of the page. A new picture of the data is a file of its own and an entry of `views`. */
export interface View {
  readonly name: string;
  readonly label: string;
  /** Whether the data can fill it; a view that cannot be filled is not offered. */
  readonly applies: (picture: Picture) => boolean;
  readonly render: (context: ViewContext) => TemplateResult;
}
