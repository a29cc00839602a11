import { css } from 'lit';

/** What every component starts from: box model, focus ring, plain buttons, text for readers only. */
export const baseStyles = css`
  :host {
    display: block;
    font: var(--hw-text, 13px) / 1.45 var(--hw-font);
    color: var(--hw-ink);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button {
    background: none;
    border: 0;
    padding: 0;
    text-align: inherit;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--hw-ink);
    outline-offset: 2px;
  }
  canvas {
    display: block;
  }
  .readers-only {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
