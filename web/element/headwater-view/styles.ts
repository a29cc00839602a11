import { css } from 'lit';

/** Ink and paper are the page's unless the page says otherwise by custom properties. */
export const headwaterViewStyles = css`
  :host {
    --hw-ink: var(--hw-page-ink, CanvasText);
    --hw-paper: var(--hw-page-paper, Canvas);
    --hw-ink-2: color-mix(in srgb, var(--hw-ink) 70%, var(--hw-paper));
    --hw-paper-2: color-mix(in srgb, var(--hw-ink) 6%, var(--hw-paper));
    --hw-line: color-mix(in srgb, var(--hw-ink) 18%, var(--hw-paper));
    --hw-control: color-mix(in srgb, var(--hw-ink) 50%, var(--hw-paper));
    --hw-accent: light-dark(#c8145f, #ff6ba6);
    --hw-mono: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    --hw-small: 12px;
    --hw-text: 13px;
    font: inherit;
    max-width: 100%;
    contain: layout style;
  }
  :host([theme='light']) {
    --hw-page-ink: #1b1d20;
    --hw-page-paper: #fdfdfc;
    color-scheme: light;
  }
  :host([theme='dark']) {
    --hw-page-ink: #e9e9e6;
    --hw-page-paper: #151719;
    color-scheme: dark;
  }
  :host([theme='light']),
  :host([theme='dark']) {
    background: var(--hw-paper);
    color: var(--hw-ink);
  }
  figure {
    margin: 0;
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  hw-matrix {
    width: 100%;
    max-width: var(--hw-matrix-width, 640px);
  }
  .key {
    max-width: var(--hw-matrix-width, 640px);
  }
  figcaption,
  .sentence {
    margin: 0;
    font-size: var(--hw-text);
    color: var(--hw-ink-2);
  }
  .sentence {
    color: var(--hw-ink);
  }
  .message {
    margin: 0;
    padding: 12px 16px;
    border: 1px solid var(--hw-line);
    border-radius: 6px;
    font-size: var(--hw-text);
  }
  .waiting {
    display: grid;
    gap: 8px;
    min-height: var(--hw-waiting-height, 120px);
    align-content: center;
  }
  .waiting img,
  ::slotted(img) {
    display: block;
    max-width: 100%;
    height: auto;
  }
  progress {
    width: 100%;
    height: 4px;
    accent-color: var(--hw-ink);
  }
`;
