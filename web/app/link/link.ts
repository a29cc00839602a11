import {
  type InputSource,
  initialState,
  openingSettings,
  type Settings,
  type State,
  type ThemeChoice,
} from '#app/state/state';
import { defaultChoice, type InputChoice } from '#model/attention';
import { difference } from '#model/vocabulary/setting';
import { choiceSettings, linkVersion } from '#model/vocabulary/settings';
import { oneOf, whole } from '#model/vocabulary/values';
import { shortLabel } from '#views/text/tokens';
import { linkFields } from './link-settings';

/** What a link names: an input and how it is looked at. */
export interface Link {
  readonly source: InputSource;
  readonly choice: InputChoice;
  readonly theme: ThemeChoice;
  /** The settings that differ from those the input opens with: texts by the names of fields. */
  readonly settings: Readonly<Record<string, string>>;
}

export type ReadLink =
  /** Nothing is linked to. */
  | { readonly kind: 'none' }
  /** It cannot be followed, and why. */
  | { readonly kind: 'refused'; readonly message: string }
  /** `complaints` names the parameters that could not be followed. */
  | { readonly kind: 'link'; readonly link: Link; readonly complaints: readonly string[] };

const themeValue = oneOf('system', 'light', 'dark');

/** The link to what the page shows; undefined while nothing is open. */
export function linkOf({ input, settings, theme }: State): Link | undefined {
  if (input === undefined) return undefined;
  const { source, choice } = input;
  const difference = settingsDifference(settings, openingSettings(input));
  return { source, choice, theme, settings: difference };
}

/** The settings of a link: those that differ from what the input opens with. */
export function settingsDifference(
  settings: Settings,
  opensWith: Settings,
): Record<string, string> {
  return Object.fromEntries(difference(linkFields, settings, opensWith));
}

/** The settings that a link's input opens with, changed as the link says. */
export function linkedSettings(
  { settings }: Pick<Link, 'settings'>,
  opensWith: Settings,
): Settings {
  return linkFields.reduce((changed, { link = '', put }) => {
    const text = settings[link];
    return text === undefined ? changed : (put(changed, text) ?? changed);
  }, opensWith);
}

/** The fragment of a link without its `#`; empty where nothing differs from the page's beginning. */
export function writeLink({ source, choice, theme, settings }: Link): string {
  const parameters = new URLSearchParams();
  if (source.kind === 'file') parameters.set('file', source.name);
  if (source.kind === 'src') parameters.set('src', source.url);
  if (source.kind === 'data') parameters.set('data', source.text);
  const chosen = difference(choiceSettings, choice, defaultChoice);
  for (const [name, text] of [...chosen, ...Object.entries(settings)]) parameters.set(name, text);
  if (theme !== 'system') parameters.set('theme', theme);
  const written = readable(parameters.toString());
  return written === '' ? '' : `v=${linkVersion}&${written}`;
}

/** Reads a fragment with or without its `#`. */
export function readLink(fragment: string): ReadLink {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  // A link written by hand needs no version.
  const byHand = parameters.has('src') ? String(linkVersion) : null;
  const version = parameters.get('v') ?? byHand;
  if (version === null) return { kind: 'none' };
  const refused = versionMessage(version);
  if (refused !== undefined) return { kind: 'refused', message: refused };
  parameters.delete('v');
  const complaints: string[] = [];
  const settings: Record<string, string> = {};
  let choice = defaultChoice;
  let theme: ThemeChoice = 'system';
  for (const [name, text] of parameters) {
    if (name === 'file' || name === 'src' || name === 'data') continue;
    const expected = take(name, text);
    if (expected !== undefined) complaints.push(expected);
  }
  return {
    kind: 'link',
    link: { source: sourceOf(parameters), choice, theme, settings },
    complaints,
  };

  function take(name: string, text: string): string | undefined {
    const wrong = (expects: string) =>
      `“${shortLabel(name, 40)}” is “${shortLabel(text, 40)}”, where ${expects} belongs`;
    const field = linkFields.find(({ link }) => link === name);
    if (field !== undefined) {
      if (field.put(initialState.settings, text) === undefined) return wrong(field.expects);
      settings[name] = text;
      return undefined;
    }
    const part = choiceSettings.find(({ link }) => link === name);
    if (part !== undefined) {
      const chosen = part.put(choice, text);
      if (chosen === undefined) return wrong(part.expects);
      choice = chosen;
      return undefined;
    }
    if (name !== 'theme') return `“${shortLabel(name, 40)}” is not known`;
    const parsed = themeValue.parse(text);
    if (parsed === undefined) return wrong(themeValue.expects);
    theme = parsed;
    return undefined;
  }
}

/** Why a link of this version cannot be followed. */
function versionMessage(version: string): string | undefined {
  const number = whole.parse(version);
  if (number === undefined || number === 0) {
    return `The link's version is “${version}”, which is none: copy the link again from where it was made.`;
  }
  if (number <= linkVersion) return undefined;
  return (
    `The link was made by a newer Headwater (link version ${number}; this page reads up to ` +
    `${linkVersion}): reload this page, or open the link where it was made.`
  );
}

function sourceOf(parameters: URLSearchParams): InputSource {
  const src = parameters.get('src');
  if (src !== null) return { kind: 'src', url: src };
  const data = parameters.get('data');
  if (data !== null) return { kind: 'data', text: data };
  const file = parameters.get('file');
  return file === null ? { kind: 'example' } : { kind: 'file', name: file };
}

/** Commas, colons and slashes need no escape in a fragment, and people read links. */
function readable(parameters: string): string {
  return parameters.replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/');
}
