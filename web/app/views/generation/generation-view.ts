import { html, nothing, type TemplateResult } from 'lit';
import { check, picker } from '#app/controls/fields';
import type { GenerationChoice } from '#app/state/generation-choice';
import type { FetchedView } from '#app/view/late-view';
import { scaleBar } from '#app/view/scale-bar';
import type { ViewContext } from '#app/view/view';
import type { HeadwaterEvents } from '#element/events';
import type { Generation } from '#model/generation';
import { mostListed, partAround } from '#views/bounds';
import { formatPercent, formatValue } from '#views/words/format';
import { quote } from '#views/words/sentences';
import { GenerationAnalysis, type GenerationAnswer } from './generation-analysis';
import { type GenerationPicture, generationPicture } from './generation-picture';

/** What each generated token takes from the prompt. */
export const generationView: FetchedView = {
  prepare: ({ input }, { settings }, of) =>
    of(GenerationAnalysis).wantGeneration(input, settings.options, settings.generation),
  render,
};

function render(context: ViewContext): TemplateResult {
  const { picture, of } = context;
  const { answer, message } = of(GenerationAnalysis);
  if (message !== undefined) return html`<p role="alert">${message}</p>${promptPicker(context)}`;
  if (answer === undefined || answer.input !== picture.input) {
    return html`<p class="hint">Following the steps of the generation …</p>`;
  }
  return drawn(context, answer);
}

function drawn(context: ViewContext, { generation, input }: GenerationAnswer): TemplateResult {
  const { picture, settings } = context;
  const { info } = input;
  const tokens = info.nextToken === undefined ? info.tokens : [...info.tokens, info.nextToken];
  const layer = Math.min(settings.layer, generation.layers - 1);
  const shown = generationPicture(
    generation,
    tokens,
    settings.generation,
    layer,
    picture.matrix.table,
  );
  return html`
    <div class="generation">
      <p class="hint">
        Click a generated token to see what it takes from the prompt: the rollout of the pass that
        wrote it.
      </p>
      ${textOf(context, generation, shown)} ${controls(context, layer)}
      ${
        shown.columns.length === 0
          ? html`<p class="hint">Every token is left out. Leave out fewer to see something.</p>`
          : html`${matrixOf(context, generation, shown, layer)}
              <p class="caption">${scaleBar(picture.matrix.table, shown.scale)}</p>`
      }
      <p data-test="generation-mass">${massWords(shown, context, layer)}</p>
      ${filterControls(context)}
    </div>
  `;
}

function stepOf({ settings }: ViewContext, { steps }: Generation): number {
  return Math.min(settings.generation.step, steps - 1);
}

function choose(
  { settings, change }: ViewContext,
  part: Partial<GenerationChoice>,
  gesture?: string,
): void {
  change({ generation: { ...settings.generation, ...part } }, gesture);
}

/** Steps chosen one after the other are undone together. */
function chooseStep(context: ViewContext, step: number): void {
  choose(context, { step }, 'generation-step');
}

/** The prompt, and the generated tokens to choose from. */
function textOf(
  context: ViewContext,
  generation: Generation,
  { labels }: GenerationPicture,
): TemplateResult {
  const { promptLength, steps } = generation;
  const chosen = stepOf(context, generation);
  const { from, to } = partAround(chosen, steps);
  const before = Math.max(0, promptLength - mostListed);
  const go = (step: number, event?: KeyboardEvent) => {
    const target = Math.max(0, Math.min(steps - 1, step));
    event?.preventDefault();
    event?.stopPropagation();
    chooseStep(context, target);
    if (event === undefined) return;
    const group = (event.currentTarget as HTMLElement).parentElement;
    // Once the page shows the step: its button may not have been laid out before.
    setTimeout(() => group?.querySelector<HTMLElement>('[aria-checked=true]')?.focus());
  };
  const moved = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: chosen + 1,
      ArrowLeft: chosen - 1,
      Home: 0,
      End: steps - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) go(target, event);
  };
  return html`
    <p class="generation-text" role="radiogroup" aria-label="Generated token">
      <span class="prompt">${before > 0 ? `… ${before} tokens before ` : ''}${labels
        .slice(before, promptLength)
        .join(' ')}</span>
      ${from > 0 ? html`<span class="prompt">… ${from} steps before</span>` : nothing}
      ${Array.from({ length: to - from }, (_, place) => from + place).map(
        (step) => html`<button
          class="token-chip"
          role="radio"
          aria-checked=${step === chosen ? 'true' : 'false'}
          tabindex=${step === chosen ? 0 : -1}
          @click=${() => go(step)}
          @keydown=${moved}
          >${labels[promptLength + step] ?? 'next'}</button
        >`,
      )}
      ${to < steps ? html`<span class="prompt">… ${steps - to} steps after</span>` : nothing}
    </p>
  `;
}

function controls(context: ViewContext, layer: number): TemplateResult {
  const generation = context.of(GenerationAnalysis);
  const { playing } = generation;
  const { rows, beyond } = context.settings.generation;
  return html`
    <div class="switches">
      <button class="text-button" @click=${() => generation.play(!playing)}>
        ${playing ? 'Stop' : 'Play the steps'}
      </button>
      <hw-segmented
        label="Rows of the picture"
        .segments=${[
          { value: 'layers', label: 'All layers, one token' },
          { value: 'steps', label: `All tokens, layer ${layer + 1}` },
        ]}
        .value=${rows}
        @hw-choose=${({ detail }: CustomEvent<HeadwaterEvents['hw-choose']>) =>
          choose(context, { rows: detail.value === 'steps' ? 'steps' : 'layers' })}
      ></hw-segmented>
      ${check('Tokens generated earlier', beyond, (on) => choose(context, { beyond: on }))}
      ${promptPicker(context)}
    </div>
  `;
}

/** Of one pass: where the prompt ends, and whether the step after the end is shown. */
function promptPicker(context: ViewContext): TemplateResult | typeof nothing {
  const { picture, of, settings } = context;
  const { info } = picture;
  if (info.recordedSteps > 0) return nothing;
  const { promptLength, next } = settings.generation;
  const usual = of(GenerationAnalysis).answer?.generation.promptLength ?? info.promptLength ?? 1;
  const length = promptLength === 'auto' ? usual : promptLength;
  return html`
    ${picker('Prompt length', info.keys - 1, length - 1, (last) =>
      choose(context, { promptLength: last + 1, step: 0 }),
    )}
    ${check('The step after the end', next, (on) => choose(context, { next: on }))}
  `;
}

function matrixOf(
  context: ViewContext,
  generation: Generation,
  { matrix, values, columns }: GenerationPicture,
  layer: number,
): TemplateResult {
  const { theme, change, of, settings } = context;
  const { hover } = of(GenerationAnalysis);
  const byLayer = settings.generation.rows === 'layers';
  const row = byLayer ? layer : stepOf(context, generation);
  const rows = matrix.rowLabels.length;
  const value = hover && values[hover.query * columns.length + hover.key];
  const selected = (event: CustomEvent<HeadwaterEvents['hw-select']>) => {
    event.stopPropagation();
    const chosen = event.detail.queries.at(-1);
    if (chosen === undefined || chosen >= rows) return;
    if (!byLayer) chooseStep(context, chosen);
    else if (chosen !== settings.layer) change({ layer: chosen });
  };
  const pointed = (event: CustomEvent<HeadwaterEvents['hw-hover']>) => {
    event.stopPropagation();
    of(GenerationAnalysis).pointAt(event.detail.cell);
  };
  return html`
    <hw-matrix
      .picture=${matrix}
      .theme=${theme}
      .queries=${[row]}
      .hover=${hover}
      .readings=${
        value === undefined || Number.isNaN(value)
          ? []
          : [{ name: 'rollout', text: formatValue(value), current: true }]
      }
      .summary=${
        byLayer
          ? 'What the chosen generated token takes from each token of the prompt, a row for each layer.'
          : `What every generated token takes from each token of the prompt, after layer ${layer + 1}.`
      }
      style="aspect-ratio:${Math.min(4, Math.max(0.75, (columns.length + 3) / (rows + 3)))}"
      @hw-select=${selected}
      @hw-hover=${pointed}
    ></hw-matrix>
  `;
}

/** Where the rest of the shown step's row is. */
function massWords(
  { leftOut, fromGenerated, labels }: GenerationPicture,
  context: ViewContext,
  layer: number,
): string {
  const { filtered, renormalise } = context.settings.generation;
  const answer = context.of(GenerationAnalysis).answer?.generation;
  if (answer === undefined) return '';
  const token = labels[answer.promptLength + stepOf(context, answer)] ?? 'next';
  const mass = `After layer ${layer + 1}, ${quote(token)} takes ${formatPercent(fromGenerated)} from tokens generated earlier`;
  if (!filtered) return `${mass}.`;
  const scaled = renormalise ? '; what is left is scaled to sum 1' : '';
  return `${mass}. ${formatPercent(leftOut)} of what it takes lies on tokens left out${scaled}.`;
}

function filterControls(context: ViewContext): TemplateResult {
  const { filtered, listed, renormalise } = context.settings.generation;
  return html`
    <fieldset class="token-filter">
      <legend>Tokens left out</legend>
      ${check('Leave out special tokens and', filtered, (on) => choose(context, { filtered: on }))}
      <input
        type="text"
        aria-label="Tokens to leave out, separated by commas"
        .value=${listed}
        @change=${(event: Event) =>
          choose(context, { filtered: true, listed: (event.target as HTMLInputElement).value })}
      />
      ${check('Scale the rest to sum 1', renormalise, (on) => choose(context, { renormalise: on }))}
      <p class="hint">
        Tokens are left out of the finished rollout: what passed through them on its way still
        counts. Tokens hidden among the choices of the input (key i) are taken out of the attention
        instead, which changes what the model did. A comma in the list is \\, and a newline \\n.
      </p>
    </fieldset>
  `;
}
