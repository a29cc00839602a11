import { html, nothing, type TemplateResult } from 'lit';
import { differenceBetween, differenceTableOf, type StackPlace } from '#app/picture/derived';
import { scaleBar } from '#app/view/scale-bar';
import { frameAspect } from '#app/view/shown-matrix';
import type { ViewContext } from '#app/view/view';
import { linearScale } from '#views/colour/scale';
import type { Cell } from '#views/matrix/layout';
import { steadyPicture } from '#views/matrix/steady-picture';
import { differenceWords } from '#views/words/difference-words';
import { formatValue } from '#views/words/format';
import type { DrawnSide } from './compared-sides';

/** The map of what one side has more than another, and which two. */
export function difference(context: ViewContext, sides: readonly DrawnSide[]): TemplateResult {
  const { settings, change } = context;
  const { between } = settings.compare;
  const [one, other] = between.map((at) => Math.min(at, sides.length - 1));
  const choice = (label: string, place: 0 | 1, value: number | undefined) => html`
    <select
      aria-label=${label}
      .value=${String(value)}
      @change=${(event: Event) => {
        const chosen = Number((event.target as HTMLSelectElement).value);
        const next: [number, number] = [one ?? 0, other ?? 0];
        next[place] = chosen;
        change({ compare: { ...settings.compare, between: next } });
      }}
    >
      ${sides.map(
        (side, at) => html`<option value=${at} ?selected=${at === value}>${side.label}</option>`,
      )}
    </select>
  `;
  return html`
    <section class="difference" aria-label="Difference">
      <h3>
        Difference ${choice('What is taken', 0, one)} minus
        ${choice('What is taken off', 1, other)}
      </h3>
      ${differenceMap(context, sides[one ?? 0], sides[other ?? 0])}
    </section>
  `;
}

function differenceMap(
  { picture, theme, hover }: ViewContext,
  one: DrawnSide | undefined,
  other: DrawnSide | undefined,
): TemplateResult | typeof nothing {
  if (one?.stack === undefined || other?.stack === undefined) return nothing;
  const causal = one.input.info.causal && other.input.info.causal;
  const found = differenceBetween(one as StackPlace, other as StackPlace, causal);
  const most = found.largest || 1;
  const table = differenceTableOf(theme);
  const scale = linearScale([-most, most]);
  const words = differenceWords(found, picture.rowLabels, picture.keyLabels);
  const read = (cell: Cell) => {
    const value = found.levels[0]?.values[cell.query * picture.keyLabels.length + cell.key];
    return [{ name: 'difference', text: formatValue(value ?? Number.NaN), current: true }];
  };
  return html`
    <p class="hint" data-test="difference">${words}</p>
    <p class="hint scale-line">less ${scaleBar(table, scale)} more</p>
    <hw-matrix
      .picture=${steadyPicture({
        levels: found.levels,
        table,
        range: scale.range,
        causal,
        gaps: picture.matrix.gaps ?? false,
        rowLabels: picture.rowLabels,
        columnLabels: picture.keyLabels,
      })}
      .theme=${theme}
      .queries=${picture.queries}
      .key=${picture.key}
      .hover=${hover}
      .readings=${hover === undefined ? [] : read(hover)}
      .spoken=${''}
      .summary=${`Difference of ${one.label} and ${other.label}. ${words}`}
      style="aspect-ratio:${frameAspect(picture)}"
    ></hw-matrix>
  `;
}
