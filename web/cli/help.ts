import { readableFormats } from '#model/formats';
import { formatNames } from './result-output';

export const help = `headwater: see how information flows through a transformer's attention

  headwater validate INPUT
      what is in a file: model, layers, heads, tokens, row sums, warnings
  headwater rollout INPUT [options] [-o OUT]
      attention rollout, as JSON, as a table or as a picture
  headwater flow INPUT [options] [-o OUT]
      attention flow (maximum flow), as JSON, as a table or as a picture
  headwater export INPUT [options] -o OUT.html
      one web page with the input inside, to be opened from disk without a network
  headwater generate INPUT [--prompt-length M] [options] [-o OUT]
      what each generated token takes from the prompt, as JSON
  headwater evaluate SAMPLES [options] [-o OUT]
      rank correlation with a reference importance, as JSON
  headwater merge SHARD... [-o OUT]
      one result of evaluate from those of all shards

INPUT is a file, or - for standard input, plain or gzip (docs/file-format.md): attention as
${readableFormats}.

Which part of the input
  --sample S             which of several samples, counted from 0 (default 0)
  --join                 all samples, or several INPUTs, as the layers of one
  --batch B              which item of a batch, counted from 0 (default 0)
  --only-layers LIST     only these layers, such as 0,5
  --crop-padding         leave out positions that no query reads
  --hide LIST            leave out tokens, by text or by position: [CLS],[SEP],7
  --merge-pieces         pieces of words (##, Ġ, ▁) as words: sums over keys, means over queries
  --renormalize-rows     divide every row by its sum
  --keep-heads WHICH     while reading: mean-when-needed (default: all, or their mean where all do
                         not fit), all, mean
  --max-memory MB        most that weights may take (default and most 2147)

From attention to layer matrices
  --preset NAME          abnar-zuidema (the defaults), tutorial, augmented, recurrent,
                         no-residual, vit-explain
  --heads SPEC           mean (default), max, min, gradient, one head (3), the mean of some
                         (0,3), max:0,3 or min:0,3, or weights:0.5,0.25,...
  --residual KIND        average (default), add, recurrent, none
  --residual-weight A    share of the identity with average, 0 to 1 (default 0.5)
  --discard R            leave out the smallest entries, 0 <= R < 1 (default 0)
  --discard-order ORDER  after the residual (default) or before it

Every result
  -o, --output OUT       write to a file instead of standard output; it appears whole or not at all,
                         and a device or pipe is written to as it stands
  --force                also where OUT is the input

Rollout and flow
  --layers LIST          last (default), all, or numbers such as 0,5,-1
  --format NAME          one of ${formatNames.join(', ')} (default: as OUT ends, or json)

Rollout
  --from J               start layer, counted from 0 (default 0)
  --all-heads-below      --heads names heads of the layer that is read; those below fuse all

Flow (no recurrent residual)
  --source I             only flow from this position
  --sink T               only flow to this token
  --sink-layer J         sinks are the nodes below layer J (default 0: the input tokens)
  --normalize rows       divide each row by its sum
  --cut                  with one source, sink and layer: add the minimum cut and the paths
  --verify               set every flow against its cut and add the largest gap
  --workers K            threads for large inputs (default: one for each processor)

Export
  --view NAME            what the page opens with: overview, matrix, layers, ...
  --method NAME          rollout (default), raw or flow
  --layer L              the layer shown, counted from 0 (default: the last)
  --from J               start layer, counted from 0 (default 0)
  --all-heads-below      --heads names heads of the layer that is read; those below fuse all

Generate (docs/generation.md)
  --prompt-length M      tokens of the prompt (default: as the input says)
  --next                 of one forward pass: also the step after the end of the text
  --filter LIST          leave tokens of the prompt out: none (default), default (special tokens
                         and , . newline is : and), or tokens separated by commas (\\, and \\n)
  --renormalize          divide what is left of each row by its sum

Evaluate (docs/faithfulness.md)
  --methods LIST         of raw,rollout,flow (default: all)
  --reference NAME       which importance (default: the only one there is)
  --readout P            a position, max or mean (default: the position that each sample names)
  --shard I/K            only every K-th sample, the I-th of K shards, 1/K to K/K
  --workers K            threads for many samples (default: one for each processor)

--help, --version        this text; the version

Exit status: 0 done, 2 wrong usage, 3 bad input or a result that could not be written.
`;
