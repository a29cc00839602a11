import type { Grid } from '#views/cells/pyramid';
import type { MatrixPicture } from './draw';

/** Of one matrix, as several views show it. */
const mostKept = 4;
const pictures = new WeakMap<readonly Grid[], readonly MatrixPicture[]>();

/**
 * The same object for a picture of the same parts, so that nothing is drawn again where only what is
 * marked on it changes: at 512 tokens the cells took an eighth of the time that choosing one takes.
 */
export function steadyPicture(picture: MatrixPicture): MatrixPicture {
  const known = pictures.get(picture.levels) ?? [];
  const same = known.find((one) => sameParts(one, picture));
  if (same !== undefined) return same;
  pictures.set(picture.levels, [picture, ...known].slice(0, mostKept));
  return picture;
}

function sameParts(one: MatrixPicture, other: MatrixPicture): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof MatrixPicture>;
  return [...names].every(
    (name) =>
      one[name] === other[name] ||
      ((name === 'range' || name === 'thresholds') && sameNumbers(one[name], other[name])),
  );
}

/** Scales are made anew with each picture. */
function sameNumbers(
  one: ArrayLike<number> | undefined,
  other: ArrayLike<number> | undefined,
): boolean {
  if (one === undefined || one.length !== other?.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
