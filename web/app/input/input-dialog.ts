import { html, nothing, type TemplateResult } from 'lit';
import { offersRenormalising } from '#app/controls/controls';
import { check, picker, rangesField } from '#app/controls/fields';
import { noticeWords } from '#app/notices/notice-line';
import type { OpenInput } from '#app/state/state';
import type { AttentionInfo, InputChoice } from '#model/attention';
import { labelsOf } from '#views/text/labels';
import { formatCount, formatValue } from '#views/words/format';
import { quote } from '#views/words/sentences';

type Choose = (choice: Partial<InputChoice>) => void;

/** What was found in the file that is open, and what of it is analysed. */
export function inputDialog(input: OpenInput | undefined, choose: Choose): TemplateResult {
  return html`
    <dialog class="dialog input-dialog" aria-labelledby="input-title">
      <form method="dialog">
        <h2 id="input-title">${input?.name ?? 'Nothing is open'}</h2>
        ${input === undefined ? nothing : [findings(input), notices(input), choices(input, choose)]}
        <button class="button" value="close">Close</button>
      </form>
    </dialog>
  `;
}

function findings({ info, choice }: OpenInput): TemplateResult {
  const rows: (readonly [string, string])[] = [
    ['Model', info.model === '' ? 'not named' : info.model],
    ['Layers', countOf(info.layers, info.layersRead)],
    ['Heads', String(info.heads)],
    ['Tokens', tokensText(info)],
    ['Direction', info.causal ? 'causal: no position reads a later one' : 'bidirectional'],
    ['Weights', info.precision],
    ['Row sums', rowSumsText(info)],
    ['Padding', info.padding === 0 ? 'none' : formatCount(info.padding, 'unread token')],
    ...(info.passedOver === '' ? [] : [['Passed over', info.passedOver] as const]),
    ...(info.samples > 1 ? [['Samples', samplesText(info, choice)] as const] : []),
    ...(info.batch > 1 ? [['Batch', formatCount(info.batch, 'item')] as const] : []),
  ];
  return html`
    <dl data-test="findings">
      ${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
    </dl>
  `;
}

function countOf(count: number, all: number): string {
  return count === all ? String(count) : `${count} of ${all}`;
}

function tokensText({ queries, keys, tokensRead, named }: AttentionInfo): string {
  const count = queries === keys ? countOf(keys, tokensRead.length) : `${queries} × ${keys}`;
  return named ? count : `${count}, not named: positions stand in`;
}

function rowSumsText(info: AttentionInfo): string {
  const { deviation, sum, layer, head, row } = info.rowSums;
  if (deviation < 1e-3) return '1';
  const token = quote(labelsOf(info).rows[row] ?? '');
  return `up to ${formatValue(deviation)} from 1: ${formatValue(sum)} in layer ${layer + 1}, head ${head + 1}, the row of ${token}`;
}

function samplesText({ samples, sample, sampleNames }: AttentionInfo, choice: InputChoice): string {
  if (choice.joinSamples) return `${samples}, joined as the layers of one`;
  const name = sampleNames[sample] ?? '';
  return name === '' ? String(samples) : `${samples}; this is ${quote(name)}`;
}

function notices({ info }: OpenInput): TemplateResult | typeof nothing {
  if (info.notices.length === 0) return nothing;
  return html`
    <ul class="notices">
      ${info.notices.map((notice) => html`<li>${noticeWords(notice, info)}</li>`)}
    </ul>
  `;
}

/** The choices that this input leaves open, in the order in which they apply. */
function choices(input: OpenInput, choose: Choose): TemplateResult {
  const { info, choice } = input;
  return html`
    <fieldset>
      <legend>Analyse</legend>
      ${
        info.samples > 1 && !choice.joinSamples
          ? picker('Sample', info.samples, choice.sample, (sample) =>
              choose({ ...forgotten, sample, batchItem: 0 }),
            )
          : nothing
      }
      ${
        info.joinable
          ? check('Samples are the layers of one model', choice.joinSamples, (joinSamples) =>
              choose({ ...forgotten, joinSamples }),
            )
          : nothing
      }
      ${
        info.batch > 1
          ? picker('Batch item', info.batch, choice.batchItem, (batchItem) =>
              choose({ ...forgotten, batchItem }),
            )
          : nothing
      }
      ${info.layersRead > 1 ? layersField(input, choose) : nothing}
      ${
        info.padding > 0 || choice.cropPadding
          ? check('Crop padding', choice.cropPadding, (cropPadding) => choose({ cropPadding }))
          : nothing
      }
      ${
        info.mergeable || choice.mergePieces
          ? check(
              'Merge pieces of words: sums over their keys, means over their queries',
              choice.mergePieces,
              (mergePieces) => choose({ mergePieces }),
            )
          : nothing
      }
      ${
        offersRenormalising(info, choice) || choice.hiddenTokens.length > 0
          ? check('Make rows sum to 1', choice.renormaliseRows, (renormaliseRows) =>
              choose({ renormaliseRows }),
            )
          : nothing
      }
      ${info.queries === info.keys ? hiddenField(input, choose) : nothing}
    </fieldset>
  `;
}

/** Layers and tokens of one sample mean nothing in another. */
const forgotten: Partial<InputChoice> = { layers: [], hiddenTokens: [], cropPadding: false };

function layersField({ info, choice }: OpenInput, choose: Choose): TemplateResult {
  const placeholder = 'all, or such as 1-4, 8';
  return rangesField('Layers', choice.layers, info.layersRead, (layers) => choose({ layers }), {
    placeholder,
  });
}

/** Tokens of a text that have a switch each; of a longer one, positions are written. */
const mostSwitches = 512;

function hiddenField({ info, choice }: OpenInput, choose: Choose): TemplateResult {
  const count = info.tokensRead.length;
  if (count > mostSwitches) {
    const hide = (hiddenTokens: readonly number[]) => choose({ hiddenTokens });
    const options = { most: count - 1, placeholder: 'none, or such as 1-4, 8', what: 'positions' };
    return rangesField('Hide tokens', choice.hiddenTokens, count, hide, options);
  }
  const hidden = new Set(choice.hiddenTokens);
  const toggled = (position: number) =>
    info.tokensRead
      .map((_, other) => other)
      .filter((other) => hidden.has(other) !== (other === position));
  const summary = hidden.size === 0 ? 'Hide tokens' : `${formatCount(hidden.size, 'token')} hidden`;
  return html`
    <details ?open=${hidden.size > 0}>
      <summary>${summary}</summary>
      <div class="tokens" role="group" aria-label="Tokens that are shown">
        ${info.tokensRead.map(
          (token, position) => html`<button
            type="button"
            aria-pressed=${!hidden.has(position)}
            ?disabled=${!hidden.has(position) && info.tokensRead.length - hidden.size === 1}
            @click=${() => choose({ hiddenTokens: toggled(position) })}
          >${token}</button>`,
        )}
      </div>
    </details>
  `;
}
