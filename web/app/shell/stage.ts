import { html, nothing, type TemplateResult } from 'lit';
import type { Commands } from '#app/commands/commands';
import type { TokenFinder } from '#app/commands/find';
import { filterLine } from '#app/notices/filter-line';
import { noticeLine } from '#app/notices/notice-line';
import { saturationLine } from '#app/notices/saturation-line';
import type { Picture } from '#app/picture/picture';
import { readHover } from '#app/view/hover';
import type { PageContext } from '#app/view/page-context';
import type { View } from '#app/view/view';
import { offeredViews, shownView } from '#app/views/views';
import type { Theme } from '#views/colour/theme';
import type { Cell } from '#views/matrix/layout';
import { tabs } from './tabs';
import { taskStates } from './tasks';

/** What the stage shows and what it reaches. */
export interface StageContext {
  readonly page: PageContext;
  readonly commands: Commands;
  readonly finder: TokenFinder;
  readonly picture: Picture | undefined;
  readonly theme: Theme | undefined;
  readonly hover: Cell | undefined;
}

/** The views' tabs, what should be known of the input and the picture, and one view. */
export function stage(context: StageContext): TemplateResult {
  const { page, commands, finder, picture } = context;
  const { store, opening } = page;
  const { input, settings } = store.state;
  const waits = opening.reading !== undefined || picture?.input !== input;
  const offered = picture === undefined ? [] : offeredViews(picture);
  const current = picture && shownView(picture, settings);
  return html`
    <section class="stage" aria-label="Picture">
      <div class="bar">
        ${tabs(offered, current?.name ?? '', (name) => commands.change({ view: name }))}
        ${picture === undefined ? nothing : finder.render(picture.keyLabels)}
      </div>
      ${input === undefined ? nothing : noticeLine(input, (choice) => void opening.choose(choice))}
      ${picture === undefined ? nothing : saturationLine(picture)}
      ${picture === undefined ? nothing : filterLine(picture, (change) => commands.change(change))}
      <div
        class="canvas ${waits ? 'dimmed' : ''}"
        id="view"
        role="tabpanel"
        aria-labelledby="tab-${current?.name ?? ''}"
      >
        ${current === undefined ? nothing : viewOf(current, context)}
      </div>
      ${taskStates(page, picture !== undefined)}
    </section>
  `;
}

function viewOf(
  view: View,
  { page, commands, picture, theme, hover }: StageContext,
): TemplateResult | typeof nothing {
  if (picture === undefined || theme === undefined) return nothing;
  return view.render({
    picture,
    settings: page.store.state.settings,
    theme,
    hover,
    reading: hover && readHover(picture, hover),
    of: page.services.of,
    change: (change, gesture) => commands.change(change, gesture),
    choose: (choice) => void page.opening.choose(choice),
  });
}
