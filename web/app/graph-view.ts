import { html, nothing, type TemplateResult } from 'lit';
import type { HeadwaterEvents } from '#element/events';
import type { FlowPair } from '#model/flow';
import { pairSentence, pathsWords } from '#views/flow-words';
import { formatPercent, formatValue } from '#views/format';
import type { LayerGraph } from '#views/layer-graph';
import { chosenNode, flowGraph, graphViewName } from './pair';
import type { PairResult } from './pair-analysis';
import type { View, ViewContext } from './view';

/** How many of the strongest paths can be shown. */
const pathChoices = [5, 20, 100] as const;

/** The layer graph of the selected pair: where its flow goes and what limits it. */
export const graphView: View = {
  name: graphViewName,
  label: 'Graph',
  applies: ({ method }) => method === 'flow',
  render: graphOf,
};

function graphOf(context: ViewContext): TemplateResult {
  const { picture, pairs } = context;
  const { result, message } = pairs;
  if (picture.queries.length === 0) {
    return html`<p class="hint">Choose a position and a token to see what can flow between them.</p>`;
  }
  if (message !== undefined) return html`<p role="alert" data-test="pair-message">${message}</p>`;
  if (result === undefined || result.input !== picture.input)
    return html`<div class="graph"></div>`;
  return drawn(context, result);
}

function drawn(
  { picture, settings, change }: ViewContext,
  { pair, cut, paths }: PairResult,
): TemplateResult {
  const { keyLabels: labels } = picture;
  const graph = flowGraph(pair, { cut, paths }, labels.length, settings.paths);
  const carried = graph.paths.reduce((sum, { weight }) => sum + weight, 0);
  const sentence = pairSentence(cut, pair, labels);
  const share = cut.value > 0 ? carried / cut.value : 0;
  const said = pathsWords(graph.paths.length, paths.length, share);
  return html`
    <div class="graph">
      <div class="graph-words">
        <p class="graph-sentence" data-test="pair">${sentence}</p>
        <p class="hint" data-test="paths">${said}</p>
      </div>
      <hw-segmented
        class="path-count"
        label="Strongest paths to show"
        .segments=${pathChoices.map((count) => ({ value: String(count), label: `${count} paths` }))}
        .value=${String(settings.paths)}
        @hw-choose=${(event: CustomEvent<{ value: string }>) =>
          change({ paths: Number(event.detail.value) })}
      ></hw-segmented>
      <hw-layer-graph
        .graph=${graph}
        .labels=${labels}
        .levelNames=${levelNames(pair)}
        .summary=${`${sentence} ${said} Arrows move over the nodes, Enter chooses one.`}
        @hw-node=${({ detail }: CustomEvent<HeadwaterEvents['hw-node']>) =>
          change(chosenNode(detail.node, pair))}
      ></hw-layer-graph>
      ${graphKey(graph)} ${pathList(graph, labels)}
    </div>
  `;
}

function levelNames({ layer, sinkLayer }: FlowPair): readonly string[] {
  return Array.from({ length: layer - sinkLayer + 2 }, (_, level) =>
    sinkLayer + level === 0 ? 'input' : `after layer ${sinkLayer + level}`,
  );
}

/** What widths, bars and rings mean. */
function graphKey({ marked }: LayerGraph): TemplateResult {
  return html`
    <p class="graph-key">
      <span><svg viewBox="0 0 28 14" aria-hidden="true"><path class="wide" d="M2 7h24" /></svg>
        as wide as its flow</span>
      <span><svg viewBox="0 0 28 14" aria-hidden="true"
          ><path class="cut" d="M2 7h24" /><path class="bar" d="M14 1v12" /></svg>
        crossed: full, ${
          marked.length === 1
            ? 'the weight that limits the flow'
            : `${marked.length} weights that together limit the flow`
        }</span>
      <span><svg viewBox="0 0 28 14" aria-hidden="true"
          ><circle cx="8" cy="7" r="4" /><circle class="hollow" cx="20" cy="7" r="3.4" /></svg>
        above, below the limit</span>
    </p>
  `;
}

/** The shown paths in words and numbers, from the token up. */
function pathList(
  { paths, total }: LayerGraph,
  labels: readonly string[],
): TemplateResult | typeof nothing {
  if (paths.length === 0) return nothing;
  return html`
    <details class="path-list">
      <summary>The paths in numbers</summary>
      <ol>
        ${paths.map(
          ({ nodes, weight }) => html`<li>
            <span class="number">${formatValue(weight)}</span>
            <span class="detail">${formatPercent(weight / total)}</span>
            <span class="way">${[...nodes]
              .reverse()
              .map((node) => labels[node] ?? '')
              .join(' → ')}</span>
          </li>`,
        )}
      </ol>
    </details>
  `;
}
