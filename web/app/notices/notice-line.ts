import { html, nothing, type TemplateResult } from 'lit';
import { offersRenormalising } from '#app/controls/controls';
import type { OpenInput } from '#app/state/state';
import type { AttentionInfo, InputChoice, Notice } from '#model/attention';
import { labelsOf } from '#views/text/labels';
import { formatCount, formatValue } from '#views/words/format';
import { quote } from '#views/words/sentences';

/** What a reader should know of the input, one line, with the offers that mend it. */
export function noticeLine(
  { info, choice }: OpenInput,
  choose: (choice: Partial<InputChoice>) => void,
): TemplateResult | typeof nothing {
  const [first, ...others] = info.notices;
  const offers = [
    info.padding > 0 && !choice.cropPadding
      ? html`<button class="button" @click=${() => choose({ cropPadding: true })}>
          Crop ${formatCount(info.padding, 'padding token')}
        </button>`
      : nothing,
    offersRenormalising(info, choice) && !choice.renormaliseRows
      ? html`<button class="button" @click=${() => choose({ renormaliseRows: true })}>
          Make rows sum to 1
        </button>`
      : nothing,
  ];
  if (first === undefined) return nothing;
  return html`
    <div class="notice" data-test="notice">
      ${
        others.length === 0
          ? html`<p>${noticeWords(first, info)}</p>`
          : html`<details>
              <summary>${noticeWords(first, info)} <span class="detail">and ${others.length} more</span></summary>
              ${others.map((notice) => html`<p>${noticeWords(notice, info)}</p>`)}
            </details>`
      }
      ${offers}
    </div>
  `;
}

const rowSumWords: Readonly<Record<string, string>> = {
  'row-sums': 'Rows do not all sum to 1',
  'row-sums-of-heads': 'Normalised over the heads, not over the tokens that are read',
  'row-sums-too-small': 'Rows sum to less than 1, as in a part of a longer text',
  'row-sums-on-average': 'Rows sum to 1 only on average, as with dropout left on',
};

/** A notice for people, who count from 1 and know tokens by their names. */
export function noticeWords({ name, message }: Notice, info: AttentionInfo): string {
  const rowSums = rowSumWords[name];
  if (rowSums !== undefined) {
    const { sum, layer, head, row } = info.rowSums;
    const token = quote(labelsOf(info).rows[row] ?? '');
    const place = `layer ${layer + 1}, head ${head + 1}`;
    return `${rowSums}: in ${place}, the row of ${token} sums to ${formatValue(sum)}.`;
  }
  switch (name) {
    case 'padding':
      return info.padding > 0
        ? `No position reads ${info.padding} of the tokens: this looks like padding.`
        : message;
    default:
      return message;
  }
}
