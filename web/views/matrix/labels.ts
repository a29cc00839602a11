import type { Theme } from '#views/colour/theme';
import { columnX, fitLabel, type MatrixLayout, rowY } from './layout';

const labelSize = 12;
const titleSize = 12;

export function labelFont(theme: Theme): string {
  return `${labelSize}px ${theme.mono}`;
}

/** Says what the axes are. */
export function drawTitles(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  theme: Theme,
): void {
  const { plot } = layout;
  ctx.font = `${titleSize}px ${theme.font}`;
  ctx.fillStyle = theme.ink2;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText('takes from (keys) →', plot.x, 1);
  ctx.save();
  ctx.translate(1, plot.y + plot.height);
  ctx.rotate(-Math.PI / 2);
  ctx.textAlign = 'right';
  ctx.fillText('← position (queries)', plot.height, 0);
  ctx.restore();
}

/** Writes the label of a query left of its row, in the context's fill colour. */
export function drawRowLabel(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  theme: Theme,
  row: number,
  label: string,
): void {
  const y = rowY(layout, row) + layout.cellHeight / 2;
  if (y < layout.plot.y - 1 || y > layout.plot.y + layout.plot.height + 1) return;
  ctx.font = labelFont(theme);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(fitLabel(layout, label), layout.plot.x - 6, y, layout.plot.x - 24);
}

/** Writes the label of a key above its column, in the context's fill colour. */
export function drawColumnLabel(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  theme: Theme,
  column: number,
  label: string,
): void {
  const x = columnX(layout, column) + layout.cellWidth / 2;
  if (x < layout.plot.x - 1 || x > layout.plot.x + layout.plot.width + 1) return;
  ctx.font = labelFont(theme);
  const text = fitLabel(layout, label);
  ctx.textBaseline = 'middle';
  ctx.save();
  ctx.translate(x, layout.plot.y - 6);
  if (layout.upright) {
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = 'left';
    ctx.fillText(text, 0, 0);
  } else {
    ctx.textAlign = 'center';
    ctx.fillText(text, 0, -6, layout.cellWidth);
  }
  ctx.restore();
}
