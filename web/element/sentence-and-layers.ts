/** The components of the views that are more than a matrix, loaded together. */
export { HwEvolution } from './evolution';
export { HwTokenStrip } from './token-strip';
