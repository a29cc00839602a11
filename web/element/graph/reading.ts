import { html, type TemplateResult } from 'lit';
import {
  type GraphNode,
  type LayerGraph,
  weightsAt,
  weightThrough,
} from '#views/graph/layer-graph';
import { type LayerGraphLayout, levelY } from '#views/graph/layout';
import { formatPercent, formatValue } from '#views/words/format';

/** What goes through a node in a few words. */
export function nodeWords(graph: LayerGraph, node: GraphNode): string {
  if (graph.single) {
    const { reads, isRead } = weightsAt(graph, node);
    if (reads === 0 && isRead === 0) return 'on none of the shown weights';
    return `reads ${formatValue(reads)} and is read ${formatValue(isRead)} by the shown weights`;
  }
  const weight = weightThrough(graph, node);
  return weight > 0 ? `${formatValue(weight)} of the shown paths` : 'on none of the shown paths';
}

/** What goes through a node, beside it on the side where there is room. */
export function graphReading(
  graph: LayerGraph,
  layout: LayerGraphLayout,
  node: GraphNode,
  labels: readonly string[],
  levelNames: readonly string[],
): TemplateResult {
  const { width, height } = layout;
  const x = layout.x[layout.columns.indexOf(node.token)] ?? 0;
  const y = levelY(layout, node.level);
  const weight = weightThrough(graph, node);
  const horizontal = x > width / 2 ? `right:${width - x + 14}px` : `left:${x + 14}px`;
  const vertical = y > height / 2 ? `bottom:${height - y + 10}px` : `top:${y + 10}px`;
  return html`
    <div class="frame" .style=${`width:${width}px;height:${height}px`} aria-hidden="true">
      <div class="reading" .style=${`${horizontal};${vertical}`}>
        <b>${labels[node.token]}</b> ${levelNames[node.level]}<br />
        ${
          graph.single || weight === 0
            ? nodeWords(graph, node)
            : `${formatValue(weight)} of the shown paths, ${formatPercent(weight / graph.total)} of all`
        }
      </div>
    </div>
  `;
}
