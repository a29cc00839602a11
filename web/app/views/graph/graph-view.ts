import { html, nothing, type TemplateResult } from 'lit';
import { mostPaths } from '#app/state/state';
import type { FetchedView } from '#app/view/late-view';
import type { ViewContext } from '#app/view/view';
import { defineAll } from '#element/define-all';
import type { HeadwaterEvents } from '#element/events';
import { HwLayerGraph } from '#element/graph/layer-graph';
import type { FlowPair } from '#model/flow';
import { valueAt } from '#model/matrix';
import { placeOfLayer } from '#views/cells/rows';
import type { LayerGraph } from '#views/graph/layer-graph';
import { pairSentence, pathsWords } from '#views/words/flow-words';
import { formatPercent, formatValue } from '#views/words/format';
import { productPathsWords, productSentence, weightSentence } from '#views/words/rollout-words';
import { chosenNode, pairGraph, pathRefusal, wantedPair, weightGraph } from './pair';
import { PairAnalysis, type PairResult } from './pair-analysis';

defineAll({ 'hw-layer-graph': HwLayerGraph });

/** How many of the strongest paths can be shown. */
const pathChoices = [5, 20, 100] as const;

/** The layer graph of the selected pair: the ways through the layers and what limits a flow. */
export const graphView: FetchedView = {
  prepare: (picture, state, of) => {
    const wanted = wantedPair(picture, state);
    if (wanted !== undefined) of(PairAnalysis).wantPair(picture.input, picture.options, wanted);
  },
  render,
};

function render(context: ViewContext): TemplateResult {
  const { picture, of } = context;
  const { answer, message } = of(PairAnalysis);
  if (picture.queries.length === 0) {
    return html`<p class="hint">Choose a position and a token to see the ways between them.</p>`;
  }
  const refused = pathRefusal(picture);
  if (picture.method === 'raw' && refused === undefined) return weights(context);
  const refusal = refused ?? message;
  if (refusal !== undefined) return html`<p role="alert" data-test="pair-message">${refusal}</p>`;
  if (answer === undefined || answer.input !== picture.input || answer.method !== picture.method)
    return html`<div class="graph"></div>`;
  return drawn(context, answer);
}

/** The strongest weights of single layers, which nothing multiplies. */
function weights({ picture, settings, change }: ViewContext): TemplateResult {
  const { stack, layer, queries, selected, keyLabels: labels } = picture;
  const source = queries.at(-1) ?? 0;
  const pair = { layer, source, sink: selected?.key ?? source, sinkLayer: 0 };
  const value = valueAt(stack, placeOfLayer(stack, layer), source, pair.sink);
  const sentence = weightSentence(value, pair, labels);
  const said = `The ${settings.paths} strongest weights of each layer; nothing is multiplied.`;
  return html`
    <div class="graph">
      ${graphWords(sentence, said)} ${countSwitch(settings, 'a layer', change)}
      <hw-layer-graph
        .graph=${weightGraph(stack, pair, settings.paths)}
        .labels=${labels}
        .levelNames=${levelNames(pair)}
        .summary=${`${sentence} ${said} Arrows move over the nodes, Enter chooses one.`}
        @hw-node=${({ detail }: CustomEvent<HeadwaterEvents['hw-node']>) =>
          change(chosenNode(detail.node, pair))}
      ></hw-layer-graph>
      ${widthKey('as wide as its weight')}
    </div>
  `;
}

function graphWords(sentence: string, said: string): TemplateResult {
  return html`<div class="graph-words">
    <p class="graph-sentence" data-test="pair">${sentence}</p>
    <p class="hint" data-test="paths">${said}</p>
  </div>`;
}

function countSwitch(
  { paths }: ViewContext['settings'],
  what: string,
  change: ViewContext['change'],
): TemplateResult {
  return html`<hw-segmented
    class="path-count"
    label="Strongest ${what === 'paths' ? 'paths' : 'weights'} to show"
    .segments=${pathChoices.map((count) => ({ value: String(count), label: `${count} ${what}` }))}
    .value=${String(paths)}
    @hw-choose=${(event: CustomEvent<{ value: string }>) =>
      change({ paths: Number(event.detail.value) })}
  ></hw-segmented>`;
}

function drawn({ picture, settings, change }: ViewContext, result: PairResult): TemplateResult {
  const { keyLabels: labels } = picture;
  const { pair, cut, paths } = result;
  const graph = pairGraph(result, labels.length, settings.paths);
  const carried = graph.paths.reduce((sum, { weight }) => sum + weight, 0);
  const share = graph.total > 0 ? Math.min(1, carried / graph.total) : 0;
  const sentence =
    cut === undefined
      ? productSentence(result.value, pair, labels)
      : pairSentence(cut, pair, labels);
  const said =
    cut === undefined
      ? productPathsWords(graph.paths.length, paths.length === mostPaths, share)
      : pathsWords(graph.paths.length, paths.length, share);
  return html`
    <div class="graph">
      ${graphWords(sentence, said)} ${countSwitch(settings, 'paths', change)}
      <hw-layer-graph
        .graph=${graph}
        .labels=${labels}
        .levelNames=${levelNames(pair)}
        .summary=${`${sentence} ${said} Arrows move over the nodes, Enter chooses one.`}
        @hw-node=${({ detail }: CustomEvent<HeadwaterEvents['hw-node']>) =>
          change(chosenNode(detail.node, pair))}
      ></hw-layer-graph>
      ${cut === undefined ? widthKey('as wide as the products of the shown paths through it') : cutKey(graph)} ${pathList(graph, labels)}
    </div>
  `;
}

function levelNames({ layer, sinkLayer }: FlowPair): readonly string[] {
  return Array.from({ length: layer - sinkLayer + 2 }, (_, level) =>
    sinkLayer + level === 0 ? 'input' : `after layer ${sinkLayer + level}`,
  );
}

/** What widths mean. */
function widthKey(words: string): TemplateResult {
  return html`
    <p class="graph-key">
      <span><svg viewBox="0 0 28 14" aria-hidden="true"><path class="wide" d="M2 7h24" /></svg>
        ${words}</span>
    </p>
  `;
}

/** What widths, bars and rings mean. */
function cutKey({ marked }: LayerGraph): TemplateResult {
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
