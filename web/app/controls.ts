import { html, nothing, type TemplateResult } from 'lit';
import type { AttentionInfo, InputChoice } from '#model/attention';
import type { Method } from '#model/matrix';
import { type HeadFusion, presets, type Residual, type RolloutOptions } from '#model/options';
import { colourMapNames } from '#views/colour-map';
import { formatPercent } from '#views/format';
import { fusionWords } from '#views/sentences';
import { methodChoices, refusal } from './methods';
import type { Picture } from './picture';
import { presetLabels, presetOf, withPreset } from './presets';
import type { OpenInput, Settings } from './state';

export interface ControlContext {
  readonly input: OpenInput;
  readonly settings: Settings;
  readonly picture: Picture | undefined;
  readonly playing: boolean;
  readonly change: (change: Partial<Settings>, gesture?: string) => void;
  readonly choose: (choice: Partial<InputChoice>) => void;
}

/** Every control of the analysis, in the order in which the numbers are made. */
export function controls(context: ControlContext): TemplateResult {
  const { input, settings } = context;
  const composed = settings.method !== 'raw';
  return html`
    ${inputSection(context)}
    ${section('Method', [methodSwitch(context)])}
    ${section('Layer', [layerSlider(context)], 'layer-section')}
    ${section(
      'Heads',
      [
        fusionSwitch(context),
        input.info.heads > 1
          ? html`<hw-head-picker
              .heads=${input.info.heads}
              .chosen=${chosenHeads(settings.options.fusion)}
              @hw-heads=${(event: CustomEvent<{ heads?: readonly number[] }>) =>
                chooseHeads(context, event.detail.heads)}
            ></hw-head-picker>`
          : nothing,
      ],
      '',
      fusionWords(settings.options.fusion, input.info.heads),
    )}
    <fieldset class="composition" ?disabled=${!composed}>
      <legend class="readers-only">How layers are composed</legend>
      ${section('Preset', [presetPicker(context)])}
      ${section('Residual', [residualPicker(context)])}
      ${section('Discard', [discardSlider(context)])}
      ${input.info.layers > 1 ? section('First layer', [startPicker(context)]) : nothing}
    </fieldset>
    ${section('Colours', [colourPicker(context)])}
  `;
}

function section(
  title: string,
  content: readonly unknown[],
  name = '',
  detail = '',
): TemplateResult {
  return html`
    <section class="control ${name}">
      <h2>${title}${detail === '' ? nothing : html`<span class="detail">${detail}</span>`}</h2>
      ${content}
    </section>
  `;
}

function methodSwitch({ input, settings, change }: ControlContext): TemplateResult {
  const segments = methodChoices.map(({ method, label, meaning }) => ({
    value: method,
    label,
    title: meaning,
    refused: refusal(method, input.info),
  }));
  const refused = segments.find((segment) => segment.refused !== undefined)?.refused;
  const meaning = methodChoices.find(({ method }) => method === settings.method)?.meaning;
  return html`
    <hw-segmented
      label="Method"
      .segments=${segments}
      .value=${settings.method}
      @hw-choose=${(event: CustomEvent<{ value: string }>) =>
        change({ method: event.detail.value as Method })}
    ></hw-segmented>
    <p class="hint">${meaning}</p>
    ${refused === undefined ? nothing : html`<p class="hint" data-test="refusal">${refused}</p>`}
  `;
}

function layerSlider({ input, settings, picture, playing }: ControlContext): TemplateResult {
  return html`
    <hw-layer-slider
      .layers=${input.info.layers}
      .first=${settings.method === 'raw' ? 0 : settings.options.startLayer}
      .layer=${settings.layer}
      .bars=${picture?.bars ?? []}
      .barsMean=${picture?.barsMean ?? ''}
      .playing=${playing}
    ></hw-layer-slider>
  `;
}

function chosenHeads(fusion: HeadFusion): readonly number[] | undefined {
  return fusion.kind === 'weights' ? undefined : fusion.heads;
}

function setOptions(context: ControlContext, part: Partial<RolloutOptions>, gesture?: string) {
  context.change({ options: { ...context.settings.options, ...part } }, gesture);
}

function fusionOf(kind: 'mean' | 'max' | 'min', heads: readonly number[] | undefined): HeadFusion {
  return heads === undefined ? { kind } : { kind, heads };
}

function chooseHeads(context: ControlContext, heads: readonly number[] | undefined): void {
  const { fusion } = context.settings.options;
  const kind = fusion.kind === 'weights' ? 'mean' : fusion.kind;
  setOptions(context, { fusion: fusionOf(kind, heads) });
}

function fusionSwitch(context: ControlContext): TemplateResult {
  const { fusion } = context.settings.options;
  const kinds = { mean: 'Mean', max: 'Max', min: 'Min' } as const;
  return html`
    <hw-segmented
      label="How heads are fused"
      .segments=${Object.entries(kinds).map(([value, label]) => ({ value, label }))}
      .value=${fusion.kind}
      @hw-choose=${(event: CustomEvent<{ value: string }>) => {
        const kind = event.detail.value as keyof typeof kinds;
        setOptions(context, { fusion: fusionOf(kind, chosenHeads(fusion)) });
      }}
    ></hw-segmented>
  `;
}

function presetPicker(context: ControlContext): TemplateResult {
  const { options } = context.settings;
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
        (name) => html`<option value=${name} ?selected=${name === current}>
          ${presetLabels[name] ?? name}
        </option>`,
      )}
      <option value="" disabled ?selected=${current === ''}>your own settings</option>
    </select>
  `;
}

const residualLabels: Readonly<Record<Residual['kind'], string>> = {
  average: 'Average with the identity',
  add: 'Add the identity',
  recurrent: 'Recurrent',
  none: 'None',
};

function residualPicker(context: ControlContext): TemplateResult {
  const { residual } = context.settings.options;
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
        ([kind, label]) => html`<option value=${kind} ?selected=${kind === residual.kind}>
          ${label}
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
  return html`
    <select
      aria-label="First layer of the rollout"
      .value=${String(settings.options.startLayer)}
      @change=${(event: Event) =>
        setOptions(context, { startLayer: Number((event.target as HTMLSelectElement).value) })}
    >
      ${Array.from(
        { length: input.info.layers },
        (_, layer) => html`<option
          value=${layer}
          ?selected=${layer === settings.options.startLayer}
        >
          ${layer === 0 ? 'layer 1, from the input' : `layer ${layer + 1}`}
        </option>`,
      )}
    </select>
  `;
}

function colourPicker({ settings, change }: ControlContext): TemplateResult {
  return html`
    <select
      aria-label="Colour map"
      .value=${settings.scale.map}
      @change=${(event: Event) => {
        const map = (event.target as HTMLSelectElement).value as Settings['scale']['map'];
        change({ scale: { ...settings.scale, map } });
      }}
    >
      ${colourMapNames.map(
        (name) => html`<option value=${name} ?selected=${name === settings.scale.map}>
          ${name === 'ink' ? 'ink on paper' : name}
        </option>`,
      )}
    </select>
    ${check('Same scale for all layers', settings.scale.shared, (shared) =>
      change({ scale: { ...settings.scale, shared, range: 'auto' } }),
    )}
  `;
}

/** Choices that the input itself leaves open; nothing where it leaves none. */
function inputSection({ input, choose }: ControlContext): TemplateResult | typeof nothing {
  const { info, choice } = input;
  const rows = [
    info.samples > 1
      ? picker('Sample', info.samples, choice.sample, (sample) => choose({ sample, batchItem: 0 }))
      : nothing,
    info.batch > 1
      ? picker('Batch item', info.batch, choice.batchItem, (batchItem) => choose({ batchItem }))
      : nothing,
    info.padding > 0 || choice.cropPadding
      ? check('Crop padding', choice.cropPadding, (cropPadding) => choose({ cropPadding }))
      : nothing,
    offersRenormalising(info, choice)
      ? check('Make rows sum to 1', choice.renormaliseRows, (renormaliseRows) =>
          choose({ renormaliseRows }),
        )
      : nothing,
  ];
  return rows.every((row) => row === nothing) ? nothing : section('Input', rows);
}

/** Rows further from 1 than rounding, or already renormalised so that it can be undone. */
export function offersRenormalising(info: AttentionInfo, choice: InputChoice): boolean {
  return info.rowSums.deviation > 1e-2 || choice.renormaliseRows;
}

function picker(
  label: string,
  count: number,
  value: number,
  choose: (value: number) => void,
): TemplateResult {
  return html`
    <label class="pick">
      <span>${label}</span>
      <input
        type="number"
        min="1"
        max=${count}
        .value=${String(value + 1)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const chosen = Math.min(count, Math.max(1, Math.round(input.valueAsNumber || 1)));
          input.value = String(chosen);
          choose(chosen - 1);
        }}
      />
      <span class="detail">of ${count}</span>
    </label>
  `;
}

function check(
  label: string,
  checked: boolean,
  choose: (checked: boolean) => void,
): TemplateResult {
  return html`
    <label class="check">
      <input
        type="checkbox"
        .checked=${checked}
        @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>
  `;
}
