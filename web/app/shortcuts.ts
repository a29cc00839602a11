import type { Method } from '#model/matrix';

/** What the keys can do; the page provides it. */
export interface ShortcutTargets {
  layerBy(step: number): void;
  play(): void;
  method(method: Method): void;
  view(place: number): void;
  undo(): void;
  redo(): void;
  find(): void;
  open(): void;
  help(): void;
  letGo(): void;
}

export interface Shortcut {
  /** As people read it. */
  readonly keys: string;
  readonly does: string;
  readonly matches: (key: string) => boolean;
  readonly run: (targets: ShortcutTargets, key: string) => void;
}

/** Keys of the whole page, in the order of the list that `?` shows. */
export const shortcuts: readonly Shortcut[] = [
  press('[', 'one layer down', (targets) => targets.layerBy(-1)),
  press(']', 'one layer up', (targets) => targets.layerBy(1)),
  {
    keys: 'space',
    does: 'play the layers, or stop',
    matches: (key) => key === ' ',
    run: (targets) => targets.play(),
  },
  press('r', 'rollout', (targets) => targets.method('rollout')),
  press('w', 'raw weights', (targets) => targets.method('raw')),
  {
    keys: '1 – 9',
    does: 'the views, from left to right',
    matches: (key) => /^[1-9]$/.test(key),
    run: (targets, key) => targets.view(Number(key) - 1),
  },
  press('/', 'find a token', (targets) => targets.find()),
  press('z', 'undo', (targets) => targets.undo()),
  press('Z', 'redo', (targets) => targets.redo()),
  press('o', 'open a file', (targets) => targets.open()),
  {
    keys: 'Esc',
    does: 'let go of the pinned cell, or close what is open',
    matches: (key) => key === 'Escape',
    run: (targets) => targets.letGo(),
  },
  press('?', 'this list', (targets) => targets.help()),
];

/** What a pointer and the keys do inside the matrix; the matrix itself handles them. */
export const matrixHands: readonly (readonly [string, string])[] = [
  ['arrows', 'move the chosen cell'],
  ['Home, End', 'first, last token'],
  ['PgUp, PgDn', 'ten positions up, down'],
  ['+  −  0', 'zoom in, out, show all'],
  ['click', 'pin a cell'],
  ['shift-click', 'add a position'],
  ['drag on the left labels', 'choose a range'],
  ['wheel or pinch', 'zoom at the pointer'],
  ['drag', 'pan'],
  ['double click', 'show all'],
];

/** The shortcut that an event means; undefined where a field or a control needs the key itself. */
export function shortcutFor(event: KeyboardEvent): Shortcut | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.composedPath()[0];
  if (target instanceof Element) {
    if (
      target.matches('textarea, select, input:not([type=radio], [type=range], [type=checkbox])')
    ) {
      return undefined;
    }
    if (event.key === ' ' && target.matches('button, input, summary, a, [role=slider]')) {
      return undefined;
    }
  }
  return shortcuts.find(({ matches }) => matches(event.key));
}

function press(key: string, does: string, run: Shortcut['run']): Shortcut {
  return { keys: key, does, matches: (pressed) => pressed === key, run };
}
