import type { GraphNode } from '#views/graph/layer-graph';
import type { Cell } from '#views/matrix/layout';

/** A choice of positions and of the key to follow among their sources. */
export interface SelectDetail {
  readonly queries: readonly number[];
  readonly key: number | undefined;
  /** Changes in a row with the same gesture are one step for undo. */
  readonly gesture?: string;
}

/**
 * Events of the components. They fire on what people do, never on a property set by a program; only
 * `hw-drawn` tells that a picture stands.
 */
export interface HeadwaterEvents {
  'hw-drawn': undefined;
  'hw-select': SelectDetail;
  'hw-hover': { readonly cell: Cell | undefined };
  'hw-order': { readonly order: { readonly by: string; readonly descending: boolean } };
  'hw-node': { readonly node: GraphNode };
  'hw-layer': { readonly layer: number; readonly gesture?: string };
  'hw-play': { readonly playing: boolean };
  'hw-range': { readonly range: 'auto' | readonly [number, number]; readonly gesture?: string };
  'hw-choose': { readonly value: string };
  'hw-head': { readonly layer: number; readonly head: number; readonly leaveOut: boolean };
  'hw-heads': { readonly heads: readonly number[] | undefined };
}

type TypedEvents = {
  [Name in keyof HeadwaterEvents]: CustomEvent<HeadwaterEvents[Name]>;
};

declare global {
  interface HTMLElementEventMap extends TypedEvents {}
}

/** Sends an event that crosses shadow roots. */
export function emit<Name extends keyof HeadwaterEvents>(
  target: EventTarget,
  name: Name,
  detail: HeadwaterEvents[Name],
): void {
  target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
