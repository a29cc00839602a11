import type { AttentionData } from '#engine/attention-data';
import type { AttentionInfo } from '#model/attention';

/** `<headwater-view>` as a program sees it. docs/embedding.md says what the attributes take. */
export interface HeadwaterViewElement extends HTMLElement {
  /** Address of the attention, from the page on. */
  src: string | null;
  view: string | null;
  method: string | null;
  heads: string | null;
  residual: string | null;
  discard: string | null;
  layer: string | null;
  query: string | null;
  /** `light`, `dark`, or the page's own colours where absent. */
  theme: string | null;
  alt: string | null;
  /** Address of a picture to show until this one stands. */
  poster: string | null;
  /** `eager` loads at once; anything else only near the viewport. */
  loading: string | null;
  /** Attention given in memory, in place of `src`. */
  data: AttentionData | Blob | string | undefined;
  /** What is known of the attention shown; undefined until it is loaded. */
  readonly info: AttentionInfo | undefined;
}

/** What the reader of a page chose. Positions and layers count from 0. */
export interface HeadwaterSelection {
  readonly queries: readonly number[];
  /** The key followed among their sources. */
  readonly key: number | undefined;
  readonly layer: number;
}

/** Events of `<headwater-view>`. They bubble, through shadow roots too. */
export interface HeadwaterViewEvents {
  /** The reader chose positions, a cell or a layer. Never fired by setting an attribute. */
  'headwater-select': CustomEvent<HeadwaterSelection>;
  /** A picture stands. */
  'headwater-load': CustomEvent<AttentionInfo>;
  /** There is no picture; the element shows the same message. */
  'headwater-error': CustomEvent<{ readonly code: string; readonly message: string }>;
}

declare global {
  interface HTMLElementEventMap extends HeadwaterViewEvents {}
  interface HTMLElementTagNameMap {
    'headwater-view': HeadwaterViewElement;
  }
}
