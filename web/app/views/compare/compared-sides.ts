import { rowSharesOf } from '#app/picture/derived';
import { shownStack } from '#app/picture/filters';
import type { Picture } from '#app/picture/picture';
import type { ComparisonKind } from '#app/state/compare-choice';
import type { OpenInput, Settings } from '#app/state/state';
import type { ViewContext } from '#app/view/view';
import type { MatrixStack, Method } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { placeOfLayer } from '#views/cells/rows';
import { Comparison } from './comparison';
import { shapeRefusal } from './second-input';
import { offeredComparisons, type Side, sidesOf } from './sides';

/** A side with its matrix. */
export interface DrawnSide extends Side {
  /** As its numbers are shown; undefined while it is computed or where it is refused. */
  readonly stack: MatrixStack | undefined;
  readonly place: number;
}

/** What is compared: as chosen, where the input can fill it. */
export function comparisonOf({ info }: Picture, { compare }: Settings): ComparisonKind {
  const offered = offeredComparisons(info);
  return offered.includes(compare.kind) ? compare.kind : (offered[0] ?? 'fusion');
}

/** The sides of the shown comparison. */
export function sidesShown(
  picture: Picture,
  settings: Settings,
  second: OpenInput | undefined,
): readonly Side[] {
  const { input, info } = picture;
  const fits = second && shapeRefusal(second.name, second.info, info) === undefined;
  return sidesOf(comparisonOf(picture, settings), settings, input, fits ? second : undefined);
}

/** The result of these settings that the page has already; its numbers are as they are shown. */
function standing({ results }: Picture, { input, method, options }: Side): MatrixStack | undefined {
  const result = results[method];
  if (result === undefined || result.input !== input) return undefined;
  return sameOptions(method, result.options, options) ? result.stack : undefined;
}

/** The sides that the page does not compute for its other views. */
export function sidesToAsk(
  picture: Picture,
  settings: Settings,
  second: OpenInput | undefined,
): readonly Side[] {
  return sidesShown(picture, settings, second).filter((side) => {
    const { input, method, options, refused } = side;
    const own = input === picture.input && sameOptions(method, settings.options, options);
    return refused === undefined && !own;
  });
}

/** Whether a method gives the same with other options. */
function sameOptions(method: Method, one: RolloutOptions, other: RolloutOptions): boolean {
  return method === 'raw'
    ? JSON.stringify(one.fusion) === JSON.stringify(other.fusion)
    : JSON.stringify(one) === JSON.stringify(other);
}

/** A side with its result as far as it is there. */
export function drawnSide(side: Side, { picture, settings, of }: ViewContext): DrawnSide {
  const has = standing(picture, side);
  const found = side.refused ? undefined : (has ?? of(Comparison).of(side, picture.layer));
  if (found === undefined) return { ...side, stack: undefined, place: 0 };
  if ('refused' in found) return { ...side, refused: found.refused, stack: undefined, place: 0 };
  const values = has ?? shownStack(found, side.options, side.input.info, settings);
  const stack = side.shares && !settings.rowShares ? rowSharesOf(values) : values;
  return { ...side, stack, place: placeOfLayer(stack, picture.layer) };
}
