import { html, nothing, type TemplateResult } from 'lit';
import { presetLabels, presetOf, withPreset } from '#app/state/presets';
import { type Discard, presets, type Residual, residualOf } from '#model/options';
import { discardOrders, residuals } from '#model/vocabulary/kinds';
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

function residualPicker(context: ControlContext): TemplateResult {
  const { options, method } = context.settings;
  const { residual } = options;
  const isFlow = method === 'flow';
  return html`
    <select
      aria-label="Residual connection"
      .value=${residual.kind}
      @change=${(event: Event) => {
        const kind = (event.target as HTMLSelectElement).value as Residual['kind'];
        setOptions(context, { residual: residualOf(kind) });
      }}
    >
      ${Object.entries(residuals).map(
        ([kind, { label }]) => html`<option
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
        const order = (event.target as HTMLSelectElement).value as Discard['order'];
        setOptions(context, { discard: { ratio: discard.ratio, order, rule: 'threshold' } });
      }}
    >
      ${Object.entries(discardOrders).map(
        ([order, { label }]) =>
          html`<option value=${order} ?selected=${discard.order === order}>${label}</option>`,
      )}
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
