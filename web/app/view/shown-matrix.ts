import { html, type TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import { steadyPicture } from '#views/matrix/steady-picture';
import type { MatrixSums } from '#views/matrix/sums';
import type { ViewContext } from './view';

/** The matrix of the shown layer, with the sums of its rows and columns where they are given. */
export function matrix(
  { picture, theme, hover, reading }: ViewContext,
  sums?: MatrixSums,
): TemplateResult {
  return html`
    <hw-matrix
      .picture=${sums === undefined ? picture.matrix : steadyPicture({ ...picture.matrix, sums })}
      .theme=${theme}
      .queries=${picture.queries}
      .key=${picture.key}
      .hover=${hover}
      .readings=${reading?.readings ?? []}
      .spoken=${picture.spoken}
      .summary=${picture.summary}
      style="aspect-ratio:${frameAspect(picture)}"
    ></hw-matrix>
  `;
}

/** Width by height of the matrix with its labels; long shapes fill a frame that is less long. */
export function frameAspect({ aspect }: Picture): number {
  const stretched = aspect > 3 || aspect < 1 / 3;
  return 1 / (stretched ? Math.min(1, Math.max(0.5, aspect)) : aspect);
}

/** What the matrix's colours mean, and the settings it was made with. */
export function legend({ picture, theme, reading }: ViewContext): TemplateResult {
  return html`
    <div class="legend">
      <hw-legend
        .picture=${picture.legend}
        .theme=${theme}
        .mark=${reading?.value}
        .clamped=${picture.clamped}
      ></hw-legend>
      <p class="caption" data-test="caption">${picture.caption}</p>
    </div>
  `;
}
