import { html, nothing, type TemplateResult } from 'lit';
import { levelsOf, maximaOf } from '#app/picture/derived';
import type { Picture } from '#app/picture/picture';
import type { Settings } from '#app/state/state';
import type { FetchedView } from '#app/view/late-view';
import { scaleBar } from '#app/view/scale-bar';
import { frameAspect } from '#app/view/shown-matrix';
import type { ViewContext } from '#app/view/view';
import { valueAt } from '#model/matrix';
import { type ColourScale, linearScale, logDecades, logScale } from '#views/colour/scale';
import type { Cell } from '#views/matrix/layout';
import { steadyPicture } from '#views/matrix/steady-picture';
import { formatValue } from '#views/words/format';
import { layerWords } from '#views/words/sentences';
import { comparisonOf, type DrawnSide, drawnSide, sidesShown, sidesToAsk } from './compared-sides';
import { Comparison } from './comparison';
import { difference } from './difference';
import { SecondInput, shapeRefusal, tokenDifference } from './second-input';
import { comparisonLabels, offeredComparisons } from './sides';

/** Several settings side by side on one scale, and what one has more than another. */
export const compareView: FetchedView = {
  prepare: (picture, { settings }, of) =>
    of(Comparison).compare(sidesToAsk(picture, settings, of(SecondInput).input), picture.layer),
  render,
};

function render(context: ViewContext): TemplateResult {
  const { picture, settings, of } = context;
  const sides = sidesShown(picture, settings, of(SecondInput).input).map((side) =>
    drawnSide(side, context),
  );
  const largest = Math.max(
    ...sides.map(({ stack, place }) => (stack && maximaOf(stack)[place]) ?? 0),
  );
  const most = largest || 1;
  const scale =
    settings.scale.kind === 'log'
      ? logScale([most / 10 ** logDecades, most])
      : linearScale([0, most]);
  const kind = comparisonOf(picture, settings);
  return html`
    <div class="compare">
      ${kinds(context, kind)} ${kind === 'files' ? secondFile(context) : nothing}
      <p class="hint scale-line">
        ${layerWords(picture.method, picture.layer)}, one scale for all
        ${scaleBar(picture.matrix.table, scale)}
      </p>
      <div class="sides">
        ${sides.map((side, at) => sideCard(context, side, at, sides, scale))}
      </div>
      ${sides.length > 1 ? difference(context, sides) : nothing}
    </div>
  `;
}

function kinds({ picture, settings, change }: ViewContext, kind: string): TemplateResult {
  return html`
    <hw-segmented
      class="kinds"
      label="What to compare"
      .segments=${offeredComparisons(picture.info).map((value) => ({
        value,
        label: comparisonLabels[value],
      }))}
      .value=${kind}
      @hw-choose=${(event: CustomEvent<{ value: Settings['compare']['kind'] }>) =>
        change({ compare: { ...settings.compare, kind: event.detail.value, between: [1, 0] } })}
    ></hw-segmented>
  `;
}

function secondFile({ picture, of }: ViewContext): TemplateResult {
  const second = of(SecondInput);
  const { info } = picture;
  const refused = second.input && shapeRefusal(second.input.name, second.input.info, info);
  const message = second.message ?? refused;
  const note = second.input && !refused ? tokenDifference(info, second.input.info) : undefined;
  const picked = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file !== undefined) void second.open(file, info);
  };
  return html`
    <div class="second-file">
      <label class="button file-button">
        ${second.input === undefined ? 'Open a second file…' : 'Open another second file…'}
        <input type="file" aria-label="Open a second file" @change=${picked} />
      </label>
      ${message === undefined ? nothing : html`<p role="alert" data-test="second-message">${message}</p>`}
      ${note === undefined ? nothing : html`<p class="hint" data-test="second-note">${note}</p>`}
      ${
        second.input === undefined && message === undefined
          ? html`<p class="hint">Of the same tokens, from another model or another run.</p>`
          : nothing
      }
    </div>
  `;
}

function sideCard(
  context: ViewContext,
  side: DrawnSide,
  at: number,
  sides: readonly DrawnSide[],
  { range, thresholds }: ColourScale,
): TemplateResult {
  const { picture, settings, theme, hover } = context;
  const { stack, place, label, refused } = side;
  if (stack === undefined) {
    return html`<section class="side" aria-label=${label}>
      <h3>${label}</h3>
      <p class="hint" data-test="side-message">${refused ?? 'computing …'}</p>
    </section>`;
  }
  const { causal } = side.input.info;
  const { blocks } = settings.scale;
  const levels = levelsOf(stack, place, { blocks, byRow: false, causal });
  return html`
    <section class="side" aria-label=${label}>
      <h3>${label}</h3>
      <hw-matrix
        .picture=${steadyPicture({
          levels,
          table: picture.matrix.table,
          range,
          thresholds,
          causal,
          gaps: picture.matrix.gaps ?? false,
          rowLabels: picture.rowLabels,
          columnLabels: picture.keyLabels,
        })}
        .theme=${theme}
        .queries=${picture.queries}
        .key=${picture.key}
        .hover=${hover}
        .readings=${hover === undefined ? [] : readings(sides, hover, at)}
        .spoken=${at === 0 ? spoken(picture, sides) : ''}
        .summary=${`${label}: what each position takes from each token. Arrows move the chosen cell.`}
        style="aspect-ratio:${frameAspect(picture)}"
      ></hw-matrix>
    </section>
  `;
}

/** The value of each side under the pointer. */
function readings(sides: readonly DrawnSide[], { query, key }: Cell, current: number) {
  return sides.flatMap(({ label, stack, place, input }, at) => {
    if (stack === undefined || (input.info.causal && key > query)) return [];
    const text = formatValue(valueAt(stack, place, query, key));
    return [{ name: label, text, current: at === current }];
  });
}

/** The pinned cell of all sides in one sentence. */
function spoken(
  { queries, key, rowLabels, keyLabels }: Picture,
  sides: readonly DrawnSide[],
): string {
  const query = queries.at(-1);
  if (query === undefined || key === undefined) return '';
  const values = readings(sides, { query, key }, 0).map(({ name, text }) => `${name} ${text}`);
  return `${rowLabels[query]} from ${keyLabels[key]}: ${values.join(', ')}`;
}
