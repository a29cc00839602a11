import { html, type TemplateResult } from 'lit';
import { type ColourTable, tableCss } from '#views/colour/colour-map';
import type { ColourScale } from '#views/colour/scale';
import { scaleEnds } from '#views/legend/legend';

const stops = [0, 32, 64, 96, 128, 160, 192, 224, 255];

/** A small legend: the colours with the numbers at their ends. */
export function scaleBar(table: ColourTable, scale: ColourScale): TemplateResult {
  const [low, high] = scaleEnds(scale);
  const colours = stops.map((entry) => tableCss(table, entry)).join(',');
  return html`<span class="scale-bar">
    ${low} <span class="colours" style="background:linear-gradient(90deg,${colours})"></span>
    ${high}
  </span>`;
}
