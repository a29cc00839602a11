import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import type { Settings } from '#app/state/state';
import type { ViewContext } from '#app/view/view';
import { methodNames } from '#model/vocabulary/kinds';
import { strongestSources, valueByLayer } from '#views/cells/rows';
import type { LineSeries } from '#views/layers/layer-lines';
import { list, quote } from '#views/words/sentences';

/** Lines drawn unless people choose others, and tokens offered. */
const usual = 5;
const offered = 12;
/** Lines that are drawn at most: more cannot be told apart. */
const mostFollowed = 24;

/** The tokens whose lines are drawn: those chosen, else the strongest of the shown layer. */
export function followedKeys({ row, key }: Picture, { followed }: Settings): readonly number[] {
  if (followed !== 'auto') {
    return [...new Set(followed)].filter((one) => one < row.length).slice(0, mostFollowed);
  }
  const strongest = strongestSources(row, usual).map((source) => source.key);
  return key === undefined || strongest.includes(key) ? strongest : [...strongest, key];
}

/** What the chosen positions take from the followed tokens in every layer, and their sum. */
export function followedSeries(picture: Picture, settings: Settings): readonly LineSeries[] {
  const { stack, info, queries, keyLabels } = picture;
  if (queries.length === 0) return [];
  const keys = followedKeys(picture, settings);
  const series = keys.map((key) => ({
    label: keyLabels[key] ?? '',
    key,
    values: valueByLayer(stack, info.layers, queries, key, settings.together),
  }));
  if (settings.followed === 'auto' || keys.length < 2) return series;
  const values = Array.from({ length: info.layers }, (_, layer) =>
    series.reduce((sum, one) => sum + (one.values[layer] ?? Number.NaN), 0),
  );
  return [...series, { label: 'their sum', key: undefined, values }];
}

/** The chart of the followed tokens with the choice of them. */
export function followedChart(context: ViewContext): TemplateResult | typeof nothing {
  const { picture, settings, theme, hover, change } = context;
  const { queries, rowLabels, keyLabels, row, method } = picture;
  if (queries.length === 0) return nothing;
  const keys = followedKeys(picture, settings);
  const choices = strongestSources(row, offered).map(({ key }) => key);
  const shown = [...new Set([...choices, ...keys])];
  const toggle = (key: number) => {
    const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
    change({ followed: next.length > 0 ? next : 'auto' });
  };
  const names = queries.slice(0, 3).map((query) => quote(rowLabels[query] ?? ''));
  const who = queries.length > 3 ? `${queries.length} positions` : list(names);
  const verb = queries.length > 1 ? 'take' : 'takes';
  return html`
    <section class="followed" aria-label="By layer">
      <p class="hint">What ${who} ${verb} from each token, by layer (${methodNames[method]})</p>
      <hw-layer-lines
        .series=${followedSeries(picture, settings)}
        .theme=${theme}
        .layer=${picture.layer}
        .query=${queries.at(-1)}
        .pinned=${picture.key}
        .hoverKey=${hover?.key}
      ></hw-layer-lines>
      <div class="chips" role="group" aria-label="Tokens to follow">
        <span class="hint">Follow</span>
        ${shown.map(
          (key) => html`<button
            class="chip token-chip"
            aria-pressed=${keys.includes(key)}
            @click=${() => toggle(key)}
          >${keyLabels[key]}</button>`,
        )}
        ${
          settings.followed === 'auto'
            ? nothing
            : html`<button class="text-button" @click=${() => change({ followed: 'auto' })}>
                the strongest
              </button>`
        }
      </div>
    </section>
  `;
}
