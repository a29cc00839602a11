import { css } from 'lit';

export const matrixStyles = css`
  :host {
    position: relative;
    min-height: 0;
    min-width: 0;
  }
  .stage {
    position: absolute;
    inset: 0;
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  .stage.zoomed {
    touch-action: none;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .reading {
    position: absolute;
    z-index: 2;
    pointer-events: none;
    padding: 6px 8px;
    border-radius: 6px;
    background: var(--hw-paper);
    border: 1px solid var(--hw-line);
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.18);
    font-size: var(--hw-small, 12px);
    white-space: nowrap;
  }
  .reading b {
    font: 600 12px var(--hw-mono);
  }
  dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 0 12px;
    margin: 4px 0 0;
  }
  dt {
    color: var(--hw-ink-2);
  }
  dd {
    margin: 0;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .current {
    color: var(--hw-ink);
    font-weight: 600;
  }
  .fit {
    position: absolute;
    right: 8px;
    bottom: 8px;
    z-index: 1;
    padding: 4px 10px;
    border-radius: 6px;
    border: 1px solid var(--hw-line);
    background: var(--hw-paper);
    font-size: var(--hw-small, 12px);
  }
  @media (pointer: coarse) {
    .fit {
      min-height: 44px;
      min-width: 44px;
    }
  }
`;
