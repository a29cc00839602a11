import { css } from 'lit';

export const layerGraphStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .box {
    position: relative;
    flex: 1;
    overflow: auto hidden;
  }
  .thinned {
    margin: 4px 0 0;
    font-size: var(--hw-small, 12px);
    color: var(--hw-ink-2);
  }
  svg {
    display: block;
    position: absolute;
    cursor: pointer;
  }
  path {
    fill: none;
  }
  .levels line {
    stroke: var(--hw-line);
  }
  text {
    font: 12px var(--hw-mono);
    fill: var(--hw-ink-2);
    text-anchor: middle;
  }
  .levels text {
    font-family: var(--hw-font);
    text-anchor: end;
    font-variant-numeric: tabular-nums;
  }
  .turned {
    text-anchor: end;
  }
  text.pointed {
    fill: var(--hw-ink);
    font-weight: 600;
  }
  text.end {
    fill: var(--hw-accent);
    font-weight: 600;
  }
  .arcs path,
  .through path {
    stroke: var(--hw-ink);
    stroke-opacity: 0.42;
  }
  .fades .arcs path {
    stroke-opacity: 0.14;
  }
  .through path {
    stroke-opacity: 0.75;
  }
  .marks .line {
    stroke: var(--hw-warn);
    stroke-width: 1;
    stroke-dasharray: 3 3;
    stroke-opacity: 0.5;
  }
  .marks .casing {
    stroke: var(--hw-paper);
    stroke-width: 5;
  }
  .marks .bar {
    stroke: var(--hw-warn);
    stroke-width: 2.5;
  }
  .dot {
    fill: var(--hw-line);
  }
  .on .dot {
    fill: var(--hw-ink);
  }
  .on.hollow .dot {
    fill: var(--hw-paper);
    stroke: var(--hw-ink);
    stroke-width: 1.5;
  }
  .end .dot {
    fill: var(--hw-accent);
  }
  .end.hollow .dot {
    fill: var(--hw-paper);
    stroke: var(--hw-accent);
    stroke-width: 2.5;
  }
  .ring {
    fill: none;
  }
  .node:focus {
    outline: none;
  }
  .node:focus-visible .ring {
    stroke: var(--hw-ink);
    stroke-width: 2;
  }
  .frame {
    position: absolute;
    top: 0;
    left: 0;
    pointer-events: none;
    overflow: clip;
  }
  .reading {
    position: absolute;
    padding: 6px 8px;
    border-radius: 6px;
    background: var(--hw-paper);
    border: 1px solid var(--hw-line);
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.18);
    font-size: var(--hw-small, 12px);
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .reading b {
    font-family: var(--hw-mono);
  }
`;
