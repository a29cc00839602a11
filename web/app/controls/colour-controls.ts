import { html, nothing, type TemplateResult } from 'lit';
import { ratioRefusal } from '#app/picture/filters';
import type { ScaleSettings, SinkChoice } from '#app/state/state';
import type { BlockKind } from '#views/cells/pyramid';
import { colourMapNames } from '#views/colour/colour-map';
import type { ScaleKind } from '#views/colour/scale';
import type { ControlContext } from './control-context';
import { check } from './fields';

const scaleLabels: Readonly<Record<ScaleKind, string>> = {
  linear: 'linear',
  log: 'logarithmic',
  rank: 'by rank',
  row: 'each row by itself',
};

const blockLabels: Readonly<Record<BlockKind, string>> = {
  max: 'largest of each block',
  mean: 'mean of each block',
};

const sinkLabels: Readonly<Record<SinkChoice, string>> = {
  shown: 'shown',
  'left-out': 'left out',
  ratio: 'ratio to uniform attention',
};

/** More cells than this on a side are drawn in blocks on ordinary screens. */
const blocksFrom = 256;

/** How values become colours. */
export function colourPicker(context: ControlContext): TemplateResult {
  const { settings, input } = context;
  const { scale } = settings;
  const change = (part: Partial<ScaleSettings>) =>
    context.change({ scale: { ...scale, range: 'auto', ...part } });
  const { range } = scale;
  const maps = Object.fromEntries(
    colourMapNames.map((name) => [name, name === 'ink' ? 'ink on paper' : name]),
  ) as Record<ScaleSettings['map'], string>;
  const blocks = Math.max(input.info.queries, input.info.keys) >= blocksFrom;
  return html`
    ${select('Colour map', maps, scale.map, (map) => change({ map, range }))}
    ${select('Scale', scaleLabels, scale.kind, (kind) => change({ kind }))}
    ${
      blocks
        ? select('When zoomed out', blockLabels, scale.blocks, (kind) =>
            change({ blocks: kind, range }),
          )
        : nothing
    }
    ${check('Same scale for all layers', scale.shared, (shared) => change({ shared }))}
  `;
}

/** What is done about the first token. */
export function sinkPicker({ settings, input, change }: ControlContext): TemplateResult {
  const refused = ratioRefusal(settings.method, input.info);
  return html`
    ${select(
      'First token',
      sinkLabels,
      settings.sink,
      (sink) => change({ sink, scale: { ...settings.scale, range: 'auto' } }),
      refused === undefined ? [] : ['ratio'],
    )}
    ${refused !== undefined && input.info.causal ? html`<p class="hint">${refused}</p>` : nothing}
  `;
}

function select<Value extends string>(
  label: string,
  labels: Readonly<Record<Value, string>>,
  current: Value,
  choose: (value: Value) => void,
  disabled: readonly Value[] = [],
): TemplateResult {
  return html`
    <select
      aria-label=${label}
      .value=${current}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Value)}
    >
      ${(Object.keys(labels) as Value[]).map(
        (value) => html`<option
          value=${value}
          ?selected=${value === current}
          ?disabled=${disabled.includes(value)}
        >
          ${labels[value]}
        </option>`,
      )}
    </select>
  `;
}
