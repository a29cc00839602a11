import { svg, type TemplateResult } from 'lit';
import type { Summary } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import { strideOf } from '#views/bounds';
import { largestOf } from '#views/cells/rows';

const width = 640;
const height = 240;
const left = 40;
const bottom = 28;
const top = 8;

/** How methods are told apart without colour: by the shape of their dot. */
export const methodMarks: Readonly<Record<Method, string>> = {
  raw: 'M-4-4h8v8h-8z',
  rollout: 'M0-5a5 5 0 1 0 .01 0z',
  flow: 'M0-6L6 5H-6z',
};

/** Mean and its interval for every layer and method, correlations from `low` to 1. */
export function agreementChart(
  table: Readonly<Partial<Record<Method, readonly Summary[]>>>,
  words: string,
): TemplateResult {
  const rows = Object.entries(table) as [Method, readonly Summary[]][];
  const layers = largestOf(rows.map(([, summaries]) => summaries.length)) || 1;
  const ends = rows.flatMap(([, summaries]) =>
    summaries.flatMap(({ mean, interval }) => [mean ?? 0, interval?.[0] ?? 0]),
  );
  const low = Math.max(-1, Math.floor(-largestOf(ends.map((end) => -end)) * 4) / 4);
  const y = (value: number) => top + ((1 - value) / (1 - low)) * (height - top - bottom);
  const slot = (width - left) / layers;
  const x = (layer: number, place: number) =>
    left + (layer + 0.5) * slot + (place - (rows.length - 1) / 2) * Math.min(14, slot / 4);
  const ticks = [-1, -0.5, 0, 0.5, 1].filter((tick) => tick >= low);
  return svg`<svg class="agreement-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label=${words}>
    ${ticks.map(
      (tick) => svg`<path class=${tick === 0 ? 'zero' : 'grid'} d="M${left} ${y(tick)}H${width}" />
        <text x=${left - 6} y=${y(tick) + 4} text-anchor="end">${tick}</text>`,
    )}
    ${Array.from({ length: layers }, (_, layer) =>
      layer % strideOf(layers, 24) > 0
        ? ''
        : svg`<text x=${left + (layer + 0.5) * slot} y=${height - 8} text-anchor="middle">${layer + 1}</text>`,
    )}
    ${rows.flatMap(([method, summaries], place) =>
      summaries.map(({ mean, interval }, layer) =>
        mean === undefined
          ? ''
          : svg`<g class=${method}>
              ${interval && svg`<path class="interval" d="M${x(layer, place)} ${y(interval[0])}V${y(interval[1])}" />`}
              <path class="dot" transform="translate(${x(layer, place)} ${y(mean)})" d=${methodMarks[method]} />
            </g>`,
      ),
    )}
  </svg>`;
}

/** Dots that lie on one place at most: more do not make it darker. */
const mostOnPlace = 12;

/** Every sample's correlation as a dot on a line from -1 to 1, lighter where few lie. O(samples). */
export function agreementStrip(values: readonly number[], words: string): TemplateResult {
  const at = (value: number) => 8 + ((value + 1) / 2) * (width - 16);
  const onPlace = new Map<number, number>();
  const dots = values
    .filter((value) => !Number.isNaN(value))
    .map((value) => Math.round(at(value)))
    .filter((x) => {
      onPlace.set(x, (onPlace.get(x) ?? 0) + 1);
      return (onPlace.get(x) ?? 0) <= mostOnPlace;
    });
  return svg`<svg class="agreement-strip" viewBox="0 0 ${width} 44" role="img" aria-label=${words}>
    <path class="grid" d="M8 28H${width - 8}" />
    ${[-1, 0, 1].map((tick) => svg`<text x=${at(tick)} y="42" text-anchor="middle">${tick}</text>`)}
    ${dots.map((x) => svg`<circle cx=${x} cy="18" r="4" />`)}
  </svg>`;
}
