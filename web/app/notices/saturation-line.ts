import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import { largestOfGroups, strideOf } from '#views/bounds';
import { layoutBars } from '#views/charts/bars';
import { saturatedShares, saturationWords, sharesWords } from '#views/words/flow-words';

const chart = { width: 96, height: 24 };

/** What flow has lost in the shown layer, in words, with its saturation by layer. */
export function saturationLine(picture: Picture): TemplateResult | typeof nothing {
  const { saturation, layer, firstLayer, info } = picture;
  if (saturation === undefined) return nothing;
  const tokens = info.keys;
  const words = saturationWords(saturation, layer, firstLayer, tokens, info.causal);
  if (words === undefined) return nothing;
  const shares = saturatedShares(saturation, tokens, info.causal);
  const current = Math.floor((layer - firstLayer) / strideOf(shares.length));
  const byLayer = `Flows as large as they can be, by layer: ${sharesWords(shares, firstLayer)}.`;
  return html`
    <details class="saturation ${words.warns ? 'warns' : ''}" data-test="saturation">
      <summary>
        <span class="saturation-sentence">${words.sentence}</span>
        <span class="why">why</span>
        <svg
          class="saturation-bars"
          viewBox="0 0 ${chart.width} ${chart.height}"
          role="img"
          aria-label=${byLayer}
        >
          ${layoutBars(largestOfGroups(shares), chart).map(
            (bar, place) => svg`<rect
              x=${bar.x}
              y=${bar.y}
              width=${bar.width}
              height=${bar.height}
              class=${place === current ? 'current' : ''}
            />`,
          )}
        </svg>
      </summary>
      <p>
        No flow can be larger than what its token is read in layer ${firstLayer + 1}, nor than what
        its position can send. The more layers lie between, the more often nothing in between limits
        it any more: then the flow says nothing about them, and rows become alike. Rollout, raw
        attention and lower layers still tell positions apart.
      </p>
      <p class="hint">${byLayer}</p>
    </details>
  `;
}
