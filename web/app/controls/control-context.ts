import type { Picture } from '#app/picture/picture';
import type { OpenInput, Settings } from '#app/state/state';
import type { InputChoice } from '#model/attention';
import type { RolloutOptions } from '#model/options';

/** What controls read and how they write. */
export interface ControlContext {
  readonly input: OpenInput;
  readonly settings: Settings;
  readonly picture: Picture | undefined;
  readonly playing: boolean;
  readonly change: (change: Partial<Settings>, gesture?: string) => void;
  readonly choose: (choice: Partial<InputChoice>) => void;
}

/** Changes a part of the analysis options. */
export function setOptions(
  context: ControlContext,
  part: Partial<RolloutOptions>,
  gesture?: string,
): void {
  context.change({ options: { ...context.settings.options, ...part } }, gesture);
}
