import type { Store } from '#app/state/store';
import type { Engine } from '#engine/engine';

/** What services are made from. */
export interface ServiceSources {
  readonly engine: Engine;
  readonly store: Store;
}

/**
 * What a view brings beside its drawing, such as its question to the engine. Its class is its name;
 * it tells of news by `change`.
 */
export type Service<Made extends EventTarget> = new (sources: ServiceSources) => Made;

/** The one of a service, made when it is first asked for. */
export type ServiceOf = <Made extends EventTarget>(service: Service<Made>) => Made;

/** Keeps the services that views bring, and tells of their changes. */
export class Services extends EventTarget {
  readonly #sources: ServiceSources;
  readonly #made = new Map<Service<EventTarget>, EventTarget>();

  constructor(sources: ServiceSources) {
    super();
    this.#sources = sources;
  }

  readonly of: ServiceOf = (service) => {
    const known = this.#made.get(service);
    if (known instanceof service) return known;
    const made = new service(this.#sources);
    this.#made.set(service, made);
    made.addEventListener('change', () => this.dispatchEvent(new Event('change')));
    return made;
  };
}
