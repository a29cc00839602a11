import { html, nothing, type TemplateResult } from 'lit';
import { headGridOf } from '#app/picture/derived';
import type { FetchedView } from '#app/view/late-view';
import { legend, matrix } from '#app/view/shown-matrix';
import type { ViewContext } from '#app/view/view';
import { defineAll } from '#element/define-all';
import type { HeadwaterEvents } from '#element/events';
import { HwHeadGrid } from '#element/heads/head-grid';
import { onlyHead, withoutHead } from '#element/heads/heads';
import { chosenHeads, type RolloutOptions, withHeads } from '#model/options';
import type { ThumbnailScale } from '#views/heads/head-grid';
import { fusionWords } from '#views/words/sentences';
import { HeadThumbnails } from './head-thumbnails';

defineAll({ 'hw-head-grid': HwHeadGrid });

const scaleChoices: readonly { readonly value: ThumbnailScale; readonly label: string }[] = [
  { value: 'shared', label: 'One scale' },
  { value: 'own', label: 'Each its own' },
];

/** Every head as a thumbnail; what the chosen ones give, beside them. */
export const headsView: FetchedView = {
  prepare: ({ input }, _, of) => of(HeadThumbnails).wantHeads(input),
  render,
};

function render(context: ViewContext): TemplateResult {
  return html`
  <div class="heads-view">
    <div class="heads-column">
      <p class="hint">
        Click a head to use it alone, again for all; shift-click leaves it out. Heads are fused by
        number, in every layer.
      </p>
      ${switches(context)} ${grid(context)}
    </div>
    <div class="matrix-column">${matrix(context)} ${legend(context)}</div>
  </div>
`;
}

function switches({ picture, settings, change }: ViewContext): TemplateResult {
  const { options } = settings;
  const some = chosenHeads(options.fusion) !== undefined;
  return html`
    <div class="switches">
      <hw-segmented
        label="Scale of the thumbnails"
        .segments=${scaleChoices}
        .value=${settings.thumbnails}
        @hw-choose=${(event: CustomEvent<{ value: ThumbnailScale }>) =>
          change({ thumbnails: event.detail.value })}
      ></hw-segmented>
      ${
        some && picture.method === 'rollout'
          ? html`<hw-segmented
              label="Heads of the layers below"
              .segments=${[
                { value: 'same', label: 'Same heads below' },
                { value: 'fused', label: 'All heads below' },
              ]}
              .value=${options.fusedBelow === true ? 'fused' : 'same'}
              @hw-choose=${(event: CustomEvent<{ value: string }>) =>
                change({ options: withBelow(options, event.detail.value === 'fused') })}
            ></hw-segmented>`
          : nothing
      }
      <span class="hint" data-test="heads-used">${fusionWords(options.fusion, picture.info.heads)}</span>
    </div>
  `;
}

/** Whether the layers below the shown one fuse all heads. */
function withBelow({ fusedBelow: _, ...options }: RolloutOptions, fused: boolean): RolloutOptions {
  return fused ? { ...options, fusedBelow: true } : options;
}

function grid(context: ViewContext): TemplateResult | typeof nothing {
  const { picture, settings, theme, of, change } = context;
  const { answer, message } = of(HeadThumbnails);
  if (message !== undefined) return html`<p role="alert">${message}</p>`;
  if (answer === undefined || answer.input !== picture.input) return nothing;
  const { fusion } = settings.options;
  const used = chosenHeads(fusion);
  const clicked = ({ detail }: CustomEvent<HeadwaterEvents['hw-head']>) => {
    const { layer, head, leaveOut } = detail;
    const heads = leaveOut
      ? withoutHead(used, head, picture.info.heads)
      : layer === settings.layer
        ? onlyHead(used, head)
        : [head];
    const options = { ...settings.options, fusion: withHeads(fusion, heads) };
    change(leaveOut ? { options } : { options, layer });
  };
  return html`
    <hw-head-grid
      .picture=${headGridOf(answer.stack, picture.matrix.table, settings.thumbnails, picture.info.causal)}
      .theme=${theme}
      .used=${used}
      .layer=${picture.layer}
      @hw-head=${clicked}
    ></hw-head-grid>
  `;
}
