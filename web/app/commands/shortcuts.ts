import type { Method } from '#model/matrix';

/** What the keys can do; the page provides it. */
export interface ShortcutTargets {
  layerBy(step: number): void;
  play(): void;
  method(method: Method): void;
  view(place: number): void;
  viewNamed(name: string): void;
  undo(): void;
  redo(): void;
  find(): void;
  open(): void;
  share(): void;
  input(): void;
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
  press('f', 'attention flow', (targets) => targets.method('flow')),
  press('w', 'raw weights', (targets) => targets.method('raw')),
  {
    keys: '1 – 9',
    does: 'the views, from left to right',
    matches: (key) => /^[1-9]$/.test(key),
    run: (targets, key) => targets.view(Number(key) - 1),
  },
  press('c', 'compare settings side by side', (targets) => targets.viewNamed('compare')),
  press('h', 'the heads', (targets) => targets.viewNamed('heads')),
  press('/', 'find a token', (targets) => targets.find()),
  press('z', 'undo, also with Ctrl or ⌘', (targets) => targets.undo()),
  press('Z', 'redo, also with Ctrl or ⌘', (targets) => targets.redo()),
  press('o', 'open a file', (targets) => targets.open()),
  press('s', 'share or save', (targets) => targets.share()),
  press('i', 'what was found in it, and what of it to analyse', (targets) => targets.input()),
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

/** The shortcut of a key; undefined where the key means nothing. */
export function shortcutFor(key: string): Shortcut | undefined {
  return shortcuts.find(({ matches }) => matches(key));
}

const fields = 'textarea, select, input:not([type=radio], [type=range], [type=checkbox])';
const pressedBySpace = 'button, input, summary, a, [role=slider]';

/** Ctrl or ⌘ with z: the same everywhere, also where single letters are switched off. */
export function isUndoOrRedo({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === 'z';
}

/** Whether a key is meant for the page: no field is typed into, no control takes it, no Ctrl. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey) return false;
  if ((event.ctrlKey || event.metaKey) && !isUndoOrRedo(event)) return false;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return true;
  return !target.matches(fields) && !(event.key === ' ' && target.matches(pressedBySpace));
}

function press(key: string, does: string, run: Shortcut['run']): Shortcut {
  return { keys: key, does, matches: (pressed) => pressed === key, run };
}
