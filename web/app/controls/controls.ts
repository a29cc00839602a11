import { html, nothing, type TemplateResult } from 'lit';
import { methodChoices, refusal } from '#app/state/methods';
import type { AttentionInfo, InputChoice } from '#model/attention';
import type { Method } from '#model/matrix';
import { chosenHeads, withHeads } from '#model/options';
import { fusions, namesOf } from '#model/vocabulary/kinds';
import { fusionWords } from '#views/words/sentences';
import { colourPicker, sinkPicker } from './colour-controls';
import { compositionControls } from './composition-controls';
import { type ControlContext, setOptions } from './control-context';
import { check, picker, section } from './fields';

/** Every control of the analysis, in the order in which the numbers are made. */
export function controls(context: ControlContext): TemplateResult {
  const { input, settings } = context;
  return html`
    ${inputSection(context)}
    ${section('Method', [methodSwitch(context)])}
    ${settings.method === 'flow' ? section('Values', [valuesSwitch(context)]) : nothing}
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
                setOptions(context, {
                  fusion: withHeads(settings.options.fusion, event.detail.heads),
                })}
            ></hw-head-picker>`
          : nothing,
      ],
      '',
      fusionWords(settings.options.fusion, input.info.heads),
    )}
    ${compositionControls(context)}
    ${section('First token', [sinkPicker(context)])}
    ${section('Colours', [colourPicker(context)])}
  `;
}

function methodSwitch({ input, settings, change }: ControlContext): TemplateResult {
  const segments = methodChoices.map(({ method, label, meaning }) => ({
    value: method,
    label,
    title: meaning,
    refused: refusal(method, input.info, settings.options),
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

function valuesSwitch({ settings, change }: ControlContext): TemplateResult {
  const segments = [
    { value: 'flow', label: 'Flow', title: 'The flow itself' },
    { value: 'shares', label: 'Share of row', title: 'Each row divided by its sum' },
  ];
  return html`
    <hw-segmented
      label="Values of the flow"
      .segments=${segments}
      .value=${settings.rowShares ? 'shares' : 'flow'}
      @hw-choose=${(event: CustomEvent<{ value: string }>) =>
        change({
          rowShares: event.detail.value === 'shares',
          scale: { ...settings.scale, range: 'auto' },
        })}
    ></hw-segmented>
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

function fusionSwitch(context: ControlContext): TemplateResult {
  const { fusion } = context.settings.options;
  const { gradients } = context.input.info;
  const offered = namesOf(fusions).filter((kind) => gradients || !fusions[kind].ofGradients);
  return html`
    <hw-segmented
      label="How heads are fused"
      .segments=${offered.map((value) => ({ value, label: fusions[value].label }))}
      .value=${fusion.kind}
      @hw-choose=${(event: CustomEvent<{ value: keyof typeof fusions }>) => {
        const kind = event.detail.value;
        setOptions(context, { fusion: withHeads({ kind }, chosenHeads(fusion)) });
      }}
    ></hw-segmented>
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
