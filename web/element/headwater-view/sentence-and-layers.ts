/** The components of the views that are more than a matrix, loaded together. */
export { HwEvolution } from '#element/layers/evolution';
export { HwTokenStrip } from '#element/text/token-strip';
