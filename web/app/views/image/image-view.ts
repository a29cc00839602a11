import { html, nothing, type TemplateResult } from 'lit';
import { type MethodRow, methodRows, scaleOfRow } from '#app/picture/method-rows';
import { refusal } from '#app/state/methods';
import type { FetchedView } from '#app/view/late-view';
import { scaleBar } from '#app/view/scale-bar';
import type { ViewContext } from '#app/view/view';
import { defineAll } from '#element/define-all';
import { HwPatchImage } from '#element/image/patch-image';
import { gridRefusal, type PatchGrid } from '#views/image/layout';
import { layerWords } from '#views/words/sentences';
import { gridOf } from './patch-grid';
import { PatchImages } from './patch-images';

defineAll({ 'hw-patch-image': HwPatchImage });

/** What a position of a vision transformer takes, over the picture it looked at: one a method. */
export const imageView: FetchedView = {
  prepare: ({ input }, _, of) => of(PatchImages).want(input),
  render,
};

function render(context: ViewContext): TemplateResult {
  const { picture, settings } = context;
  const grid = gridOf(settings, picture.info);
  const refused = gridRefusal(grid, picture.info.keys);
  return html`
    <div class="image-view">
      <p class="hint">
        Click a patch or a token before them to see what it takes from the others.
      </p>
      ${imageControls(context, grid)}
      ${
        refused === undefined
          ? html`<div class="overlays">
              ${methodRows(picture, settings).map((row) => overlay(row, context, grid))}
            </div>`
          : html`<p role="alert" data-test="grid-message">${refused}</p>`
      }
    </div>
  `;
}

function overlay(
  { method, label, values }: MethodRow,
  context: ViewContext,
  grid: PatchGrid,
): TemplateResult | typeof nothing {
  const { picture, settings, theme, hover, of, change } = context;
  const { info, queries, key, keyLabels, layer } = picture;
  if (refusal(method, info, picture.options) !== undefined) return nothing;
  const { image } = of(PatchImages);
  const scale = values && scaleOfRow(values, settings);
  const { table } = picture.matrix;
  return html`
    <section class="overlay" aria-label=${label} data-test="image-${method}">
      <h3>
        ${label} <span class="detail">${layerWords(method, layer)}</span>
        ${scale === undefined ? nothing : scaleBar(table, scale)}
      </h3>
      ${
        values === undefined || scale === undefined
          ? html`<p class="hint">
              ${
                method === 'flow'
                  ? html`Flow between ${info.keys} tokens takes a while.
                      <button class="text-button" @click=${() => change({ method })}>Compute it</button>`
                  : 'This layer is below the first layer.'
              }
            </p>`
          : html`<hw-patch-image
              name="${label} ${layerWords(method, layer)}"
              .picture=${{ image: image?.source, values, table, scale, opacity: settings.image.opacity }}
              .grid=${grid}
              .aspect=${image?.aspect ?? grid.columns / grid.rows}
              .labels=${keyLabels}
              .queries=${queries}
              .key=${key}
              .hover=${hover?.key}
              .theme=${theme}
            ></hw-patch-image>`
      }
    </section>
  `;
}

function imageControls(
  { picture, settings, of, change }: ViewContext,
  grid: PatchGrid,
): TemplateResult {
  const images = of(PatchImages);
  const set = (part: Partial<PatchGrid>) => {
    const { rows, columns, prefix } = { ...grid, ...part };
    change({ image: { ...settings.image, grid: [rows, columns, prefix] } }, 'patch grid');
  };
  const number = (label: string, value: number, least: number, take: (value: number) => void) =>
    html`<label>
      ${label}
      <input
        type="number"
        min=${least}
        max=${picture.info.keys}
        .value=${String(value)}
        @change=${(event: Event) => {
          const given = Math.round((event.target as HTMLInputElement).valueAsNumber);
          take(
            Number.isFinite(given) ? Math.min(picture.info.keys, Math.max(least, given)) : value,
          );
        }}
      />
    </label>`;
  const picked = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file !== undefined) void images.pick(file);
  };
  return html`
    <div class="image-controls">
      ${number('Patches down', grid.rows, 1, (rows) => set({ rows }))}
      ${number('across', grid.columns, 1, (columns) => set({ columns }))}
      ${number('Tokens before them', grid.prefix, 0, (prefix) => set({ prefix }))}
      <label>
        Colours over the image
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          .value=${String(settings.image.opacity)}
          ?disabled=${images.image === undefined}
          @input=${(event: Event) => {
            const opacity = (event.target as HTMLInputElement).valueAsNumber;
            change({ image: { ...settings.image, opacity } }, 'opacity');
          }}
        />
      </label>
      <label class="button file-button">
        ${images.image === undefined ? 'Pick the picture…' : 'Pick another picture…'}
        <input type="file" accept="image/*" aria-label="Pick a picture" @change=${picked} />
      </label>
      ${images.message === undefined ? nothing : html`<p role="alert">${images.message}</p>`}
    </div>
  `;
}
