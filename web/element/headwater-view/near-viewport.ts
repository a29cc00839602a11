import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far outside the viewport an element counts as near: about one turn of a wheel. */
const margin = '300px';

/** Tells a component once that it has come near the viewport. */
export class NearViewport implements ReactiveController {
  near = false;
  readonly #observer: IntersectionObserver;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.come();
      },
      { rootMargin: margin },
    );
    host.addController(this);
  }

  hostConnected(): void {
    if (!this.near) this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Counts the element as near from now on. */
  come(): void {
    if (this.near) return;
    this.near = true;
    this.#observer.disconnect();
    this.host.requestUpdate();
  }
}
