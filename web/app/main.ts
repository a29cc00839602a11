import { defineComponents } from '#element/define';
import { createEngine } from '#engine/browser-worker';
import exampleUrl from '#examples/worked-example.json?url';
import { Analysis } from './analysis';
import { Opening } from './opening';
import { HeadwaterPage } from './page';
import './styles/index.css';
import { PairAnalysis } from './pair-analysis';
import { Store } from './store';

const store = new Store();
const engine = createEngine();
engine.warm();
const analysis = new Analysis(engine, store);
const pairs = new PairAnalysis(engine);
const opening = new Opening(engine, store);

async function openExample(): Promise<void> {
  const response = await fetch(exampleUrl);
  await opening.open(await response.blob(), 'worked example', { kind: 'example' });
}

defineComponents();
customElements.define('headwater-page', HeadwaterPage);
const page = new HeadwaterPage();
page.parts = { store, analysis, pairs, opening, openExample: () => void openExample() };
document.body.append(page);
void openExample();
