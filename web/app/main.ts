import { defineComponents } from '#element/define';
import { createEngine } from '#engine/browser-worker';
import { Analysis } from './analysis';
import { LinkSync } from './link-sync';
import { Opening } from './opening';
import { HeadwaterPage } from './page';
import './styles/index.css';
import { PairAnalysis } from './pair-analysis';
import { openerOf } from './sources';
import { Store } from './store';

const store = new Store();
const engine = createEngine();
engine.warm();
const analysis = new Analysis(engine, store);
const pairs = new PairAnalysis(engine);
const opening = new Opening(engine, store);

const openSource = openerOf(opening);
const links = new LinkSync(store, opening, openSource, {
  read: () => location.hash,
  write: (fragment) =>
    history.replaceState(
      null,
      '',
      fragment === '' ? location.pathname + location.search : `#${fragment}`,
    ),
});

defineComponents();
customElements.define('headwater-page', HeadwaterPage);
const page = new HeadwaterPage();
page.parts = {
  store,
  analysis,
  pairs,
  opening,
  links,
  openExample: () => void openSource({ kind: 'example' }),
};
document.body.append(page);
window.addEventListener('hashchange', () => void links.follow());
void links.begin();
