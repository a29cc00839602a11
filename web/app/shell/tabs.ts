import { html, type TemplateResult } from 'lit';

/** A row of tabs; arrows move between them. */
export function tabs(
  offered: readonly { readonly name: string; readonly label: string }[],
  current: string,
  choose: (name: string) => void,
): TemplateResult {
  const keyed = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = offered.findIndex(({ name }) => name === current);
    const next = offered[(at + step + offered.length) % offered.length];
    if (next === undefined) return;
    event.preventDefault();
    choose(next.name);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label="Views" @keydown=${keyed}>
      ${offered.map(
        ({ name, label }) => html`<button
          role="tab"
          id="tab-${name}"
          aria-controls="view"
          aria-selected=${name === current}
          tabindex=${name === current ? 0 : -1}
          @click=${() => choose(name)}
        >${label}</button>`,
      )}
    </div>
  `;
}
