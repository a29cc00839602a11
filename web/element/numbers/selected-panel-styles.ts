import { css } from 'lit';

export const selectedPanelStyles = css`
  h2,
  h3 {
    margin: 0;
    font-size: var(--hw-small, 12px);
    font-weight: 500;
    color: var(--hw-ink-2);
  }
  h3 {
    margin-top: 20px;
    padding-bottom: 4px;
  }
  .pair {
    font: 600 var(--hw-large, 15px) / 1.4 var(--hw-mono);
    overflow-wrap: anywhere;
    margin: 4px 0 0;
  }
  .pair .from {
    font-weight: 400;
  }
  .chosen {
    color: var(--hw-accent);
  }
  .sentence {
    margin: 8px 0 0;
    font-size: var(--hw-large, 15px);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .settings {
    margin: 4px 0 0;
    font-size: var(--hw-small, 12px);
    color: var(--hw-ink-2);
  }
  .readings,
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .reading,
  .source {
    display: grid;
    grid-template-columns: minmax(0, 76px) 52px 1fr;
    gap: 8px;
    align-items: center;
    min-height: 26px;
    width: 100%;
    border-radius: 4px;
    font-variant-numeric: tabular-nums;
  }
  .number {
    text-align: right;
  }
  .track {
    height: 8px;
    border-radius: 2px;
    background: var(--hw-paper-2);
  }
  .fill {
    display: block;
    height: 100%;
    border-radius: 2px;
    background: var(--hw-ink-2);
    min-width: 1px;
  }
  .current .fill {
    background: var(--hw-ink);
  }
  .current .name {
    font-weight: 600;
  }
  .source .name {
    font-family: var(--hw-mono);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .source:hover {
    background: var(--hw-paper-2);
  }
  .source .fill {
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--hw-ink) 25%, transparent);
  }
  .source[aria-pressed='true'] .name {
    color: var(--hw-accent);
    font-weight: 600;
  }
  .curve {
    height: 56px;
    cursor: pointer;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    font-size: var(--hw-small, 12px);
    color: var(--hw-ink-2);
  }
  canvas {
    width: 100%;
    height: 100%;
  }
  @media (pointer: coarse) {
    .source {
      min-height: 44px;
    }
  }
`;
