import { html, type TemplateResult } from 'lit';
import type { ViewContext } from './view';

/** The matrices of several layers on one scale. */
export function evolution({ picture, theme }: ViewContext): TemplateResult {
  return html`
    <hw-evolution
      .panels=${picture.panels}
      .theme=${theme}
      .layer=${picture.layer}
      .aspect=${picture.aspect}
      .scale=${picture.panelScale}
      .table=${picture.matrix.table}
    ></hw-evolution>
  `;
}
