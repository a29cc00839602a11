/** The types of the package's interface. */
export type { AttentionData, FlatNumbers, NestedNumbers } from '#engine/attention-data';
export type { KeptHeads, LoadOptions, Progress, TaskOptions } from '#engine/engine';
export type { AttentionInfo, InputChoice, Notice, PatchImage, RowSums } from '#model/attention';
export type {
  Agreements,
  FaithfulnessOptions,
  ReadoutChoice,
  Summary,
} from '#model/faithfulness';
export type {
  CutArc,
  FlowOptions,
  FlowPair,
  FlowPairResult,
  FlowResult,
  LayerPath,
  MinCut,
  Saturation,
} from '#model/flow';
export type { Generation, GenerationOptions } from '#model/generation';
export type { MatrixStack, Method } from '#model/matrix';
export type {
  Discard,
  HeadFusion,
  LayerOptions,
  Residual,
  RolloutOptions,
} from '#model/options';
export type { AttentionSource } from './attention';
