import { Opening } from '#app/input/opening';
import { type LinkPlace, LinkSync, type OpenSource } from '#app/link/link-sync';
import { Analysis } from '#app/picture/analysis';
import { defineComponents } from '#element/define';
import type { Engine } from '#engine/engine';
import { HeadwaterPage } from './page';
import './styles.css';
import { ShareDialog } from '#app/share/share-dialog';
import { Store } from '#app/state/store';
import { Services } from '#app/view/services';

/** Where the page gets what it shows. */
export interface Home {
  readonly engine: Engine;
  readonly openerOf: (opening: Opening) => OpenSource;
  readonly place: LinkPlace;
  /**
   * The page waits so many milliseconds for its first picture before it shows itself without, where
   * that is nearly there: drawn once, a page stands a fifth sooner.
   */
  readonly patience?: number;
}

/** Puts the explorer into the document and opens what its address names. */
export function startPage({ engine, openerOf, place, patience }: Home): void {
  const store = new Store();
  engine.warm();
  const analysis = new Analysis(engine, store);
  const services = new Services({ engine, store });
  const opening = new Opening(engine, store);
  const openSource = openerOf(opening);
  const links = new LinkSync(store, opening, openSource, place);
  defineComponents();
  customElements.define('headwater-page', HeadwaterPage);
  customElements.define('headwater-share', ShareDialog);
  const page = new HeadwaterPage();
  const openExample = () => void openSource({ kind: 'example' });
  page.context = { store, analysis, services, opening, links, openExample };
  const show = () => document.body.append(page);
  if (patience === undefined) show();
  else void somethingToShow(analysis, opening, patience).then(show);
  window.addEventListener('hashchange', () => void links.follow());
  void links.begin();
}

function somethingToShow(analysis: Analysis, opening: Opening, patience: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patience);
    analysis.addEventListener('change', () => {
      if (Object.keys(analysis.results).length > 0) resolve();
    });
    opening.addEventListener('change', () => {
      if (opening.refused !== undefined) resolve();
    });
  });
}
