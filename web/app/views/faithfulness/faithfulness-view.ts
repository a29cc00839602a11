import { html, nothing, type TemplateResult } from 'lit';
import { picker } from '#app/controls/fields';
import {
  type FaithfulnessChoice,
  readoutChoices,
  readoutOf,
  referenceOf,
} from '#app/state/faithfulness-choice';
import { methodChoices } from '#app/state/methods';
import type { FetchedView } from '#app/view/late-view';
import type { ViewContext } from '#app/view/view';
import { correlationsOf, paperTable, type Summary } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import { mostListed } from '#views/bounds';
import { largestOf } from '#views/cells/rows';
import { agreementChart, agreementStrip } from '#views/charts/agreement-chart';
import { formatCount } from '#views/words/format';
import { FaithfulnessAnalysis, type FaithfulnessAnswer } from './faithfulness-analysis';

/** How many of the sorted samples are listed at each end. */
const listed = 50;

/** How well every method and layer agrees with a reference importance, over all samples. */
export const faithfulnessView: FetchedView = {
  prepare: ({ input }, { settings }, of) =>
    of(FaithfulnessAnalysis).wantAgreements(input, settings.options, settings.faithfulness),
  render,
};

function render(context: ViewContext): TemplateResult {
  const { picture, settings, of } = context;
  const analysis = of(FaithfulnessAnalysis);
  const { answer, message, progress } = analysis;
  const current =
    answer?.key === analysis.keyOf(picture.input, settings.options, settings.faithfulness);
  return html`
    <div class="faithfulness">
      ${questions(context)}
      ${
        message !== undefined && !current
          ? html`<p role="alert">${message}</p>`
          : current && answer !== undefined
            ? drawn(context, answer)
            : html`<p class="hint" role="status">
                ${
                  progress === undefined
                    ? 'Comparing …'
                    : `${progress.done} of ${formatCount(progress.total ?? 0, 'sample')} compared`
                }
              </p>`
      }
    </div>
  `;
}

const labelOf = (method: Method) =>
  methodChoices.find((choice) => choice.method === method)?.label ?? method;

function number(value: number | undefined): string {
  return value === undefined
    ? '–'
    : value
        .toFixed(2)
        .replace(/^-0\.00$/, '0.00')
        .replace('-', '−');
}

function choose({ settings, change }: ViewContext, part: Partial<FaithfulnessChoice>): void {
  change({ faithfulness: { ...settings.faithfulness, ...part } });
}

/** What is compared with what. */
function questions(context: ViewContext): TemplateResult {
  const { importance, readout } = context.picture.info;
  const choice = context.settings.faithfulness;
  const shown = readoutOf(choice, readout);
  return html`
    <div class="switches">
      <label>Reference
        <select
          aria-label="Reference importance"
          @change=${(event: Event) =>
            choose(context, { reference: (event.target as HTMLSelectElement).value })}
        >
          ${importance.map(
            (name) =>
              html`<option value=${name} ?selected=${name === referenceOf(choice, importance)}>${name}</option>`,
          )}
        </select>
      </label>
      <label>Read out
        <select
          aria-label="Read-out row"
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            choose(context, { readout: readoutChoices.find((known) => known === value) ?? 'auto' });
          }}
        >
          <option value="sample" ?selected=${shown === 'sample'}>the position each sample names</option>
          <option value="max" ?selected=${shown === 'max'}>the largest of all positions</option>
          <option value="mean" ?selected=${shown === 'mean'}>the mean of all positions</option>
        </select>
      </label>
    </div>
  `;
}

function drawn(context: ViewContext, answer: FaithfulnessAnswer): TemplateResult {
  const { agreements, reference, table } = answer;
  const samples = formatCount(agreements.samples.length, 'sample');
  return html`
    <p class="hint">
      Spearman’s rank correlation with ${reference}, mean over ${samples}: 1 is the same order of
      tokens, 0 none in common.
    </p>
    ${agreementChart(table, `Mean correlation with ${reference} for each layer; the table has the numbers.`)}
    <p class="agreement-key">
      <span class="raw">■ Raw</span> <span class="rollout">● Rollout</span>
      <span class="flow">▲ Flow</span> <span>line: 95 % bootstrap interval of the mean</span>
    </p>
    ${tableOf(answer)} ${samplesOf(context, answer)}
  `;
}

function cell(summary: Summary | undefined): string {
  if (summary?.mean === undefined) return '–';
  const mean = number(summary.mean);
  return summary.std === undefined ? mean : `${mean} ± ${number(summary.std)}`;
}

/** Ours, and the paper's where it has the layer. */
function tableOf({ agreements, table }: FaithfulnessAnswer): TemplateResult {
  const methods = Object.keys(table) as Method[];
  const missing = methods.flatMap((method) => (table[method] ?? []).map((each) => each.undefined));
  const most = largestOf(missing);
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label="Table of correlations">
      <table class="agreement-table">
        <caption>Mean ± standard deviation, and the paper’s table for comparison</caption>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            ${methods.map((method) => html`<th scope="col">${labelOf(method)}</th>`)}
            ${methods.map((method) => html`<th scope="col" class="paper">${labelOf(method)}, paper</th>`)}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: Math.min(mostListed, agreements.layers) },
            (_, layer) => html`<tr>
              <th scope="row">${layer + 1}</th>
              ${methods.map((method) => html`<td>${cell(table[method]?.[layer])}</td>`)}
              ${methods.map(
                (method) => html`<td class="paper">${number(paperTable[method][layer])}</td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      agreements.layers > mostListed
        ? html`<p class="hint">The first ${mostListed} of ${agreements.layers} layers; headwater evaluate writes all.</p>`
        : nothing
    }
    <p class="hint">
      ${most > 0 ? `Up to ${formatCount(most, 'sample')} of a cell have no correlation, because all values are equal; they are left out of it. ` : nothing}The
      paper (Abnar & Zuidema 2020, Table 2) has another model: 6 layers, verb number, 2000 samples,
      input gradients.
    </p>
  `;
}

/** The distribution of one cell of the table, and its samples from the best to the worst. */
function samplesOf(context: ViewContext, { agreements }: FaithfulnessAnswer): TemplateResult {
  const { picture, choose: look, change } = context;
  const choice = context.settings.faithfulness;
  const last = agreements.layers - 1;
  const layer = choice.layer === 'last' ? last : Math.min(choice.layer, last);
  const method = agreements.correlations[choice.method] === undefined ? 'raw' : choice.method;
  const values = correlationsOf(agreements, method, layer);
  const order = agreements.samples
    .map((sample, index) => ({ sample, value: values[index] ?? Number.NaN }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => b.value - a.value);
  const open = (sample: number) => {
    look({ sample, batchItem: 0 });
    change({ view: 'overview', method, layer });
  };
  const names = picture.info.sampleNames;
  const item = ({ sample, value }: { sample: number; value: number }) => html`<li>
    <button class="text-button" data-sample=${sample} @click=${() => open(sample)}>
      <span class="number">${number(value)}</span> sample ${sample + 1}${names[sample] ? `: ${names[sample]}` : ''}
    </button>
  </li>`;
  return html`
    <details class="agreement-samples">
      <summary>Samples</summary>
      <div class="switches">
        <hw-segmented
          label="Method to sort samples by"
          .segments=${(Object.keys(agreements.correlations) as Method[]).map((value) => ({ value, label: labelOf(value) }))}
          .value=${method}
          @hw-choose=${(event: CustomEvent<{ value: string }>) =>
            choose(context, { method: event.detail.value as Method })}
        ></hw-segmented>
        ${picker('Layer to sort samples by', agreements.layers, layer, (each) =>
          choose(context, { layer: each }),
        )}
      </div>
      ${agreementStrip(values, `Correlations of all samples: ${labelOf(method)}, layer ${layer + 1}.`)}
      <p class="hint">From the best agreement to the worst; click a sample to open it.</p>
      <ol class="sample-list">
        ${
          order.length <= 2 * listed
            ? order.map(item)
            : [
                order.slice(0, listed).map(item),
                html`<li class="hint">${order.length - 2 * listed} more</li>`,
                order.slice(-listed).map(item),
              ]
        }
      </ol>
    </details>
  `;
}
