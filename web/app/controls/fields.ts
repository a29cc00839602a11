import { html, nothing, type TemplateResult } from 'lit';
import { formatLayerRanges, parseLayerRanges } from '#app/state/layer-ranges';

/** A titled group of controls. */
export function section(
  title: string,
  content: readonly unknown[],
  name = '',
  detail = '',
): TemplateResult {
  return html`
    <section class="control ${name}">
      <h2>${title}${detail === '' ? nothing : html`<span class="detail">${detail}</span>`}</h2>
      ${content}
    </section>
  `;
}

/** A number from 1 to `count` for people, from 0 for programs. */
export function picker(
  label: string,
  count: number,
  value: number,
  choose: (value: number) => void,
): TemplateResult {
  return html`
    <label class="pick">
      <span>${label}</span>
      <input
        type="number"
        min="1"
        max=${count}
        .value=${String(value + 1)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const chosen = Math.min(count, Math.max(1, Math.round(input.valueAsNumber || 1)));
          input.value = String(chosen);
          choose(chosen - 1);
        }}
      />
      <span class="detail">of ${count}</span>
    </label>
  `;
}

/** Some of `count` numbered things, written such as `1-4, 8`; `most` of them at most. */
export function rangesField(
  label: string,
  chosen: readonly number[],
  count: number,
  choose: (chosen: readonly number[]) => void,
  { most = count, placeholder = '', what = label.toLowerCase() } = {},
): TemplateResult {
  const changed = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const read = parseLayerRanges(field.value, count);
    // Nothing written is nothing chosen; everything written is the empty list as well.
    const size = field.value.trim() === '' ? 0 : (read?.length ?? 0) || count;
    const fits = read !== undefined && size <= most;
    const bound = most < count ? `, ${most} at most` : '';
    const wrong = `Write ${what} from 1 to ${count}, such as 1-4, 8${bound}.`;
    field.setCustomValidity(fits ? '' : wrong);
    field.reportValidity();
    if (fits) choose(read);
  };
  return html`
    <label class="pick">
      <span>${label}</span>
      <input
        type="text"
        placeholder=${placeholder}
        .value=${formatLayerRanges(chosen)}
        @change=${changed}
      />
      <span class="detail">of ${count}</span>
    </label>
  `;
}

/** A switch with its label. */
export function check(
  label: string,
  checked: boolean,
  choose: (checked: boolean) => void,
): TemplateResult {
  return html`
    <label class="check">
      <input
        type="checkbox"
        .checked=${checked}
        @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>
  `;
}
