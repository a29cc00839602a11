import { describe, expect, it } from 'vitest';
import { Store } from '#app/state/store';
import { type ServiceSources, Services } from '#app/view/services';
import type { Engine } from '#engine/engine';

class Counter extends EventTarget {
  count = 0;

  constructor(readonly sources: ServiceSources) {
    super();
  }

  add(): void {
    this.count += 1;
    this.dispatchEvent(new Event('change'));
  }
}
class Other extends EventTarget {}

const sources = { engine: {} as Engine, store: new Store() };

describe('a service of a view', () => {
  it('is made once, from the engine and the state, when it is first asked for', () => {
    const services = new Services(sources);
    const counter = services.of(Counter);
    expect(counter.sources).toBe(sources);
    counter.add();
    expect(services.of(Counter).count).toBe(1);
    expect(services.of(Other)).not.toBe(counter);
  });

  it('is another one on another page', () => {
    expect(new Services(sources).of(Counter)).not.toBe(new Services(sources).of(Counter));
  });

  it('tells of its changes to who follows all services', () => {
    const services = new Services(sources);
    let heard = 0;
    services.addEventListener('change', () => {
      heard += 1;
    });
    services.of(Counter).add();
    services.of(Counter).add();
    expect(heard).toBe(2);
  });
});
