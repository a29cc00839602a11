import { css } from 'lit';

export const tokenStripStyles = css`
  .strip {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    max-height: var(--hw-strip-height, 168px);
    overflow-y: auto;
    padding: 2px;
    margin: -2px;
  }
  :host {
    display: block;
    container-type: inline-size;
  }
  /* Three rows: a sentence of a dozen words takes that many where there is little room. */
  @container (max-width: 640px) {
    .strip {
      max-height: var(--hw-strip-height, 218px);
    }
  }
  .token {
    position: relative;
    /* Three blocks: with a grid in each token a page of them takes 1.6 times as long to lay out. */
    display: block;
    min-width: 24px;
    padding: 0 6px 3px;
    border-radius: 6px;
    font: var(--hw-large, 15px) / 1.4 var(--hw-mono);
    white-space: pre;
    text-align: center;
  }
  .amount {
    display: block;
    height: 16px;
    font: var(--hw-small, 12px) / 16px var(--hw-font);
    font-variant-numeric: tabular-nums;
    color: var(--hw-ink-2);
    margin: 0 -6px;
  }
  .well {
    display: block;
    height: 26px;
    box-sizing: border-box;
    border-bottom: 1px solid var(--hw-line);
    margin-bottom: 2px;
  }
  .bars {
    position: absolute;
    inset: 0 auto auto 0;
    /* Of the outlines, which are drawn. */
    color: color-mix(in srgb, var(--hw-ink) 25%, transparent);
    pointer-events: none;
  }
  .text {
    display: block;
  }
  .compact .token {
    font-size: var(--hw-text, 13px);
  }
  .compact .well {
    height: 14px;
  }
  .compact .amount {
    display: none;
  }
  :host([plain]) .amount,
  :host([plain]) .well {
    display: none;
  }
  :host([plain]) .token {
    padding-top: 3px;
  }
  .absent .well {
    background: repeating-linear-gradient(
      -45deg,
      transparent 0 4px,
      var(--hw-line) 4px 5px
    );
  }
  .absent .text,
  .mark,
  sup {
    color: var(--hw-ink-2);
  }
  sup {
    font-size: 10px;
    line-height: 0;
  }
  .token:hover,
  .hover {
    background: var(--hw-paper-2);
  }
  [aria-pressed='true'] .text {
    color: var(--hw-accent);
    font-weight: 600;
  }
  [aria-pressed='true'] {
    box-shadow: inset 0 0 0 2px var(--hw-accent);
    border-radius: 6px;
  }
  .turn {
    align-self: center;
    min-height: 28px;
    padding: 0 8px;
    border-radius: 6px;
    color: var(--hw-ink-2);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  @media (pointer: coarse) {
    .token,
    .turn {
      min-height: 44px;
      min-width: 44px;
    }
  }
`;
