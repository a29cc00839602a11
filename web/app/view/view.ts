import type { TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import type { Settings, State } from '#app/state/state';
import type { Theme } from '#views/colour/theme';
import type { Cell } from '#views/matrix/matrix-layout';
import type { HoverReading } from './hover';
import type { Parts } from './parts';

/** What a view draws from. */
export interface ViewContext {
  readonly picture: Picture;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly hover: Cell | undefined;
  readonly reading: HoverReading | undefined;
  readonly parts: Parts;
  readonly change: (change: Partial<Settings>, gesture?: string) => void;
}

/** One tab of the page. A new picture of the data is a file of its own and an entry of `views`. */
export interface View {
  readonly name: string;
  readonly label: string;
  /** Whether the data can fill it; a view that cannot be filled is not offered. */
  readonly applies: (picture: Picture) => boolean;
  /** Asks for what this view alone needs; called for each new picture while it is the one shown. */
  readonly prepare?: (picture: Picture, state: State, parts: Parts) => void;
  readonly render: (context: ViewContext) => TemplateResult;
}
