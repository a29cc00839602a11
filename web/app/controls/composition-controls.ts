import { html, nothing, type TemplateResult } from 'lit';
import { presetLabels, presetOf, withPreset } from '#app/state/presets';
import { presets, type Residual } from '#model/options';
import { mostListed } from '#views/bounds';
import { formatPercent } from '#views/words/format';
import { type ControlContext, setOptions } from './control-context';
import { picker, section } from './fields';

/** How layers are composed into a rollout or a flow; raw attention uses none of it. */
export function compositionControls(context: ControlContext): TemplateResult {
  const { input, settings } = context;
  return html`
    <fieldset class="composition" ?disabled=${settings.method === 'raw'}>
      <legend class="readers-only">How layers are composed</legend>
      ${section('Preset', [presetPicker(context)])}
      ${section('Residual', [residualPicker(context)])}
      ${section('Discard', [discardSlider(context)])}
      ${input.info.layers > 1 ? section('First layer', [startPicker(context)]) : nothing}
    </fieldset>
  `;
}

function presetPicker(context: ControlContext): TemplateResult {
  const { options, method } = context.settings;
  const isFlow = method === 'flow';
  const current = presetOf(options) ?? '';
  return html`
    <select
      aria-label="Preset"
      .value=${current}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        context.change({ options: withPreset(options, value) });
      }}
    >
      ${Object.keys(presets).map(
        (name) => html`<option
          value=${name}
          ?selected=${name === current}
          ?disabled=${isFlow && presets[name]?.residual.kind === 'recurrent'}
        >
          ${presetLabels[name] ?? name}
        </option>`,
      )}
      <option value="" disabled ?selected=${current === ''}>your own settings</option>
    </select>
  `;
}

const residualLabels: Readonly<Record<Residual['kind'], string>> = {
  average: 'Averaged in',
  add: 'Added',
  recurrent: 'Recurrent',
  none: 'None',
};

function residualPicker(context: ControlContext): TemplateResult {
  const { options, method } = context.settings;
  const { residual } = options;
  const isFlow = method === 'flow';
  const choose = (kind: Residual['kind']): Residual =>
    kind === 'average' ? { kind, weight: 0.5 } : { kind };
  return html`
    <select
      aria-label="Residual connection"
      .value=${residual.kind}
      @change=${(event: Event) => {
        const kind = (event.target as HTMLSelectElement).value as Residual['kind'];
        setOptions(context, { residual: choose(kind) });
      }}
    >
      ${Object.entries(residualLabels).map(
        ([kind, label]) => html`<option
          value=${kind}
          ?selected=${kind === residual.kind}
          ?disabled=${isFlow && kind === 'recurrent'}
        >
          ${label}${isFlow && kind === 'recurrent' ? ' (not with flow)' : nothing}
        </option>`,
      )}
    </select>
    <label class="range ${residual.kind === 'average' ? '' : 'idle'}">
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        aria-label="Share of the residual"
        ?disabled=${residual.kind !== 'average'}
        .value=${String(residual.kind === 'average' ? residual.weight : 0.5)}
        @input=${(event: Event) => {
          const weight = Number((event.target as HTMLInputElement).value);
          setOptions(context, { residual: { kind: 'average', weight } }, 'residual weight');
        }}
      />
      <output>${residual.kind === 'average' ? formatPercent(residual.weight) : '–'}</output>
    </label>
  `;
}

function discardSlider(context: ControlContext): TemplateResult {
  const { discard } = context.settings.options;
  return html`
    <label class="range">
      <input
        type="range"
        min="0"
        max="0.95"
        step="0.05"
        aria-label="Share of the smallest weights to discard"
        .value=${String(discard.ratio)}
        @input=${(event: Event) => {
          const ratio = Number((event.target as HTMLInputElement).value);
          setOptions(context, { discard: { ...discard, ratio } }, 'discard ratio');
        }}
      />
      <output>${formatPercent(discard.ratio)}</output>
    </label>
    <select
      aria-label="When weights are discarded"
      .value=${discard.order}
      ?disabled=${discard.ratio === 0}
      @change=${(event: Event) => {
        const order = (event.target as HTMLSelectElement).value as 'after' | 'before';
        setOptions(context, { discard: { ratio: discard.ratio, order, rule: 'threshold' } });
      }}
    >
      <option value="after" ?selected=${discard.order === 'after'}>after the residual</option>
      <option value="before" ?selected=${discard.order === 'before'}>before the residual</option>
    </select>
  `;
}

function startPicker(context: ControlContext): TemplateResult {
  const { input, settings } = context;
  const { layers } = input.info;
  const { startLayer } = settings.options;
  const start = (layer: number) => setOptions(context, { startLayer: layer });
  if (layers > mostListed) return picker('Layer', layers, startLayer, start);
  return html`
    <select
      aria-label="First layer of the ${settings.method === 'flow' ? 'flow' : 'rollout'}"
      .value=${String(startLayer)}
      @change=${(event: Event) => start(Number((event.target as HTMLSelectElement).value))}
    >
      ${Array.from(
        { length: layers },
        (_, layer) => html`<option
          value=${layer}
          ?selected=${layer === startLayer}
        >
          ${layer === 0 ? 'layer 1 (the input)' : `layer ${layer + 1}`}
        </option>`,
      )}
    </select>
  `;
}
