import type { HeadFusion } from '#model/options';

/** The heads that a fusion uses; undefined stands for all. */
export function chosenHeads(fusion: HeadFusion): readonly number[] | undefined {
  return fusion.kind === 'weights' ? undefined : fusion.heads;
}

/** The same fusion of other heads; of weighted heads the mean. */
export function withHeads(fusion: HeadFusion, heads: readonly number[] | undefined): HeadFusion {
  const kind = fusion.kind === 'weights' ? 'mean' : fusion.kind;
  return heads === undefined ? { kind } : { kind, heads };
}
