import type { TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import type { Settings, State } from '#app/state/state';
import type { InputChoice } from '#model/attention';
import type { Theme } from '#views/colour/theme';
import type { Cell } from '#views/matrix/layout';
import type { HoverReading } from './hover';
import type { ServiceOf } from './services';

/** What a view draws from. */
export interface ViewContext {
  readonly picture: Picture;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly hover: Cell | undefined;
  readonly reading: HoverReading | undefined;
  /** What this view, or another, brings with it: `of(HeadThumbnails)`. */
  readonly of: ServiceOf;
  readonly change: (change: Partial<Settings>, gesture?: string) => void;
  /** Looks at another part of the input. */
  readonly choose: (choice: Partial<InputChoice>) => void;
}

/** One tab of the page. A new picture of the data is a folder of its own and an entry of `views`. */
export interface View {
  readonly name: string;
  readonly label: string;
  /** Whether the data can fill it; a view that cannot be filled is not offered. */
  readonly applies: (picture: Picture) => boolean;
  /**
   * Asks for what this view alone needs, unless it was asked for already; called while it is the
   * one shown, for each new picture and whenever a service has changed.
   */
  readonly prepare?: (picture: Picture, state: State, of: ServiceOf) => void;
  readonly render: (context: ViewContext) => TemplateResult;
}
