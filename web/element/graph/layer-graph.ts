import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox } from '#element/canvas-box';
import { emit } from '#element/events';
import { type GraphNode, type LayerGraph, pathsThrough, tokenOf } from '#views/graph/layer-graph';
import {
  drawArcs,
  drawMarks,
  type LayerGraphLayout,
  labelCharacters,
  layoutLayerGraph,
  leastHeight,
  levelY,
  movedNode,
  narrowWidth,
  nodeAt,
} from '#views/graph/layout';
import { shortLabel } from '#views/text/tokens';
import { graphReading, nodeWords } from './reading';
import { layerGraphStyles } from './styles';

/**
 * Paths through the layers of a model: one row of nodes for each level, the tokens read from at the
 * bottom, arcs as wide as what they carry. Point at a node to see the paths through it; click it, or
 * walk to it by arrows and press Enter, to choose it.
 *
 * @event hw-node - a node was chosen
 */
export class HwLayerGraph extends LitElement {
  static override properties = {
    graph: { attribute: false },
    labels: { attribute: false },
    levelNames: { attribute: false },
    summary: { attribute: false },
    pointed: { state: true },
    focused: { state: true },
  };

  declare graph: LayerGraph | undefined;
  declare labels: readonly string[];
  /** One for each level, from level 0 up. */
  declare levelNames: readonly string[];
  /** The picture in words. */
  declare summary: string;
  declare pointed: GraphNode | undefined;
  declare focused: GraphNode | undefined;

  readonly #size = new CanvasBox(this, '.box');
  #layout: LayerGraphLayout | undefined;
  /** The picture whose upper node was brought into view. */
  #inView = '';

  constructor() {
    super();
    this.labels = [];
    this.levelNames = [];
    this.summary = '';
  }

  static override styles = [baseStyles, layerGraphStyles];

  override render(): TemplateResult {
    const least = this.graph === undefined ? 0 : leastHeight(this.graph);
    return html`
      <div class="box" .style=${`min-height:${least}px`}>${this.#picture()}</div>
      ${this.#thinnedWords()}
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#scrollToTop();
    // A node that the keyboard walked to keeps it, also where the picture was drawn anew.
    if (!changed.has('focused') || changed.get('focused') === undefined) return;
    this.renderRoot.querySelector<SVGElement>('.node[tabindex="0"]')?.focus();
  }

  /** Brings the node at the top of a new picture into view where it is wider than its box. */
  #scrollToTop(): void {
    const box = this.renderRoot.querySelector('.box');
    if (box === null || this.#layout === undefined || this.#inView === this.summary) return;
    this.#inView = this.summary;
    const x = this.#layout.x[this.#layout.columns.indexOf(this.graph?.top ?? 0)] ?? 0;
    if (x < box.scrollLeft || x > box.scrollLeft + box.clientWidth) {
      box.scrollLeft = x - box.clientWidth / 2;
    }
  }

  #picture(): TemplateResult | typeof nothing {
    const { graph, labels } = this;
    const { box } = this.#size;
    if (graph === undefined || box.width === 0) return nothing;
    const layout = layoutLayerGraph(graph, labels, box);
    this.#layout = layout;
    const { width, height } = layout;
    const shown = this.pointed ?? (this.matches(':focus-within') ? this.focused : undefined);
    return html`
      <svg
        class=${shown === undefined ? '' : 'fades'}
        width=${width}
        height=${height}
        role="group"
        aria-label=${this.summary}
        @pointermove=${this.#movedOver}
        @pointerleave=${() => {
          this.pointed = undefined;
        }}
        @click=${this.#clicked}
        @keydown=${this.#keyed}
        @focusout=${() => this.requestUpdate()}
      >
        <g class="levels">${this.#levels(layout)}</g>
        <g class="arcs">
          ${drawArcs(layout, graph, graph.paths).map(
            ({ line, width: wide }) => svg`<path d=${line} stroke-width=${wide} />`,
          )}
        </g>
        <g class="through">
          ${
            shown === undefined
              ? nothing
              : drawArcs(layout, graph, pathsThrough(graph, shown)).map(
                  ({ line, width: wide }) => svg`<path d=${line} stroke-width=${wide} />`,
                )
          }
        </g>
        <g class="marks">
          ${drawMarks(layout, graph).map(
            ({ line, bar }) =>
              svg`<path class="line" d=${line} /><path class="casing" d=${bar} /><path class="bar" d=${bar} />`,
          )}
        </g>
        <g>${this.#nodes(graph, layout)}</g>
        <g class="labels">${this.#columnLabels(graph, layout, shown)}</g>
      </svg>
      ${shown === undefined ? nothing : graphReading(graph, layout, shown, labels, this.levelNames)}
    `;
  }

  #thinnedWords(): TemplateResult | typeof nothing {
    const { tokens } = this.graph ?? { tokens: 0 };
    const kept = this.#layout?.columns.length ?? tokens;
    if (kept >= tokens) return nothing;
    return html`<p class="thinned" data-test="thinned">
      ${kept} of ${tokens} positions: those on the shown paths and next to them.
    </p>`;
  }

  #levels(layout: LayerGraphLayout): TemplateResult[] {
    const short = this.#size.box.width < narrowWidth;
    return this.levelNames.map((name, level) => {
      const y = levelY(layout, level);
      const text = short ? name.replace('after layer ', '').replace('input', 'in') : name;
      return svg`
        <line x1=${layout.left} x2=${layout.width - 8} y1=${y} y2=${y} />
        <text x=${layout.left - 10} y=${y} dy="0.35em">${text}</text>
      `;
    });
  }

  #nodes(graph: LayerGraph, layout: LayerGraphLayout): TemplateResult[] {
    const focused = this.focused ?? { level: graph.levels - 1, token: graph.top };
    const held = layout.columns.includes(focused.token) && focused.level < graph.levels;
    const stop = held ? focused : { level: graph.levels - 1, token: graph.top };
    return this.levelNames.flatMap((_, level) => {
      const passed = new Set(graph.paths.map((path) => tokenOf(path, graph.levels, level)));
      return layout.columns.map((token, index) => {
        const end = isEnd(graph, { level, token });
        const on = end || passed.has(token);
        const full = graph.full[level]?.has(token) ?? true;
        const here = stop.level === level && stop.token === token;
        return svg`<g
          class="node ${on ? 'on' : ''} ${end ? 'end' : ''} ${full ? '' : 'hollow'}"
          role="button"
          tabindex=${here ? 0 : -1}
          aria-label=${this.#nodeName(graph, { level, token })}
          transform="translate(${layout.x[index] ?? 0} ${levelY(layout, level)})"
        ><circle class="ring" r="9" /><circle class="dot" r=${end ? 6 : on ? 4 : 1.5} /></g>`;
      });
    });
  }

  #nodeName(graph: LayerGraph, node: GraphNode): string {
    const label = this.labels[node.token] ?? '';
    const place = this.levelNames[node.level] ?? '';
    return `${label}, ${place}, ${nodeWords(graph, node)}`;
  }

  #columnLabels(
    graph: LayerGraph,
    layout: LayerGraphLayout,
    shown: GraphNode | undefined,
  ): TemplateResult[] {
    const y = levelY(layout, 0) + 16;
    const below = layout.columns.map((token, index) => {
      const x = layout.x[index] ?? 0;
      const kind = token === graph.bottom ? 'end' : token === shown?.token ? 'pointed' : '';
      const text = shortLabel(this.labels[token] ?? '', labelCharacters);
      return layout.turned
        ? svg`<text class="turned ${kind}" transform="translate(${x} ${y - 4}) rotate(-90)" dy="0.35em">${text}</text>`
        : svg`<text class=${kind} x=${x} y=${y} dy="0.35em">${text}</text>`;
    });
    const top = layout.x[layout.columns.indexOf(graph.top)] ?? 0;
    const near = Math.min(layout.width - 30, Math.max(30, top));
    return [
      ...below,
      ...layout.gaps.map((x) => svg`<text class="gap" x=${x} y=${levelY(layout, 0)}>⋯</text>`),
      svg`<text class="end" x=${near} y=${levelY(layout, graph.levels - 1) - 17} dy="0.35em">${this.labels[graph.top] ?? ''}</text>`,
    ];
  }

  #nodeUnder(event: MouseEvent): GraphNode | undefined {
    if (this.#layout === undefined) return undefined;
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    return nodeAt(this.#layout, event.clientX - bounds.x, event.clientY - bounds.y);
  }

  #movedOver(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const node = this.#nodeUnder(event);
    const same = node?.level === this.pointed?.level && node?.token === this.pointed?.token;
    if (!same) this.pointed = node;
  }

  #clicked(event: MouseEvent): void {
    const node = this.#nodeUnder(event);
    if (node !== undefined) emit(this, 'hw-node', { node });
  }

  #keyed(event: KeyboardEvent): void {
    const { graph } = this;
    if (graph === undefined || this.#layout === undefined) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.focused ?? { level: graph.levels - 1, token: graph.top };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      emit(this, 'hw-node', { node: at });
      return;
    }
    const moved = movedNode(this.#layout, at, event.key);
    if (moved === undefined) return;
    event.preventDefault();
    this.pointed = undefined;
    this.focused = moved;
  }
}

function isEnd(
  { levels, top, bottom, bottomLevel = 0 }: LayerGraph,
  { level, token }: GraphNode,
): boolean {
  return (level === bottomLevel && token === bottom) || (level === levels - 1 && token === top);
}
