import { html, type TemplateResult } from 'lit';

/** Positions whose label holds the text, whatever its case. */
export function findTokens(labels: readonly string[], text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return labels.flatMap((label, position) =>
    label.toLowerCase().includes(wanted) ? [position] : [],
  );
}

/** A field that finds tokens: Enter goes to the next one that matches. */
export class TokenFinder {
  readonly #found: (position: number) => void;
  #last = -1;

  constructor(found: (position: number) => void) {
    this.#found = found;
  }

  render(labels: readonly string[]): TemplateResult {
    return html`
      <form class="find" role="search" @submit=${(event: Event) => this.#next(event, labels)}>
        <input
          type="search"
          name="token"
          placeholder="Find a token"
          aria-label="Find a token"
          autocomplete="off"
          spellcheck="false"
          @input=${() => {
            this.#last = -1;
          }}
        />
      </form>
    `;
  }

  /** Puts the keyboard into the field. */
  focus(page: ParentNode): void {
    page.querySelector<HTMLInputElement>('.find input')?.select();
  }

  #next(event: Event, labels: readonly string[]): void {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).querySelector('input');
    const matches = findTokens(labels, input?.value ?? '');
    const next = matches.find((position) => position > this.#last) ?? matches[0];
    input?.setCustomValidity(next === undefined ? 'No token holds this text.' : '');
    input?.reportValidity();
    if (next === undefined) return;
    this.#last = next;
    this.#found(next);
    input?.focus();
  }
}
