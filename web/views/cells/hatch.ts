import type { Theme } from '#views/colour/theme';
import type { Rect } from './rect';

const spacing = 6;

/** Hatches a rectangle: values that do not exist, as opposed to values that are 0. */
export function drawHatch(ctx: CanvasRenderingContext2D, rect: Rect, theme: Theme): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(rect.x, rect.y, rect.width, rect.height);
  ctx.clip();
  ctx.fillStyle = theme.paper;
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let start = -rect.height; start < rect.width; start += spacing) {
    ctx.moveTo(rect.x + start, rect.y + rect.height);
    ctx.lineTo(rect.x + start + rect.height, rect.y);
  }
  ctx.stroke();
  ctx.restore();
}
