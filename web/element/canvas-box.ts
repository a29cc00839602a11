import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { emit } from './events';

/** Size of an element in CSS pixels and device pixels per CSS pixel. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

const unmeasured: Box = { width: 0, height: 0, ratio: 1 };

/**
 * Follows the size of a part of a component and asks the component to draw again when it changes.
 * The component has the attribute `drawn` while its picture stands in the size that was measured:
 * before that a canvas is blank, whatever the texts around it say already.
 */
export class CanvasBox implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #selector: string;
  readonly #observer: ResizeObserver;
  #observed: Element | undefined;
  box: Box = unmeasured;

  constructor(host: ReactiveControllerHost & HTMLElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      this.#take(width, height);
    });
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('resize', this.#ratioChanged);
    if (this.#observed !== undefined) this.#observer.observe(this.#observed);
  }

  hostDisconnected(): void {
    window.removeEventListener('resize', this.#ratioChanged);
    this.#observer.disconnect();
    this.#say(false);
  }

  /** The component draws right after this, before anybody can ask. */
  hostUpdated(): void {
    const part = this.#host.shadowRoot?.querySelector(this.#selector) ?? undefined;
    if (part !== this.#observed) {
      this.#observer.disconnect();
      this.#observed = part;
      this.box = unmeasured;
      if (part !== undefined) this.#observer.observe(part);
    }
    this.#say(this.box.width > 0);
  }

  #say(drawn: boolean): void {
    if (this.#host.hasAttribute('drawn') === drawn) return;
    this.#host.toggleAttribute('drawn', drawn);
    if (drawn) emit(this.#host, 'hw-drawn', undefined);
  }

  /** Zooming the page changes the ratio and with it the size in CSS pixels: a resize. */
  readonly #ratioChanged = (): void => this.#take(this.box.width, this.box.height);

  #take(width: number, height: number): void {
    const ratio = window.devicePixelRatio;
    if (width === this.box.width && height === this.box.height && ratio === this.box.ratio) return;
    this.box = { width, height, ratio };
    this.#host.requestUpdate();
  }
}

/** Gives a canvas its size in device pixels and a context that draws in CSS pixels. */
export function prepareCanvas(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: Box,
): CanvasRenderingContext2D | undefined {
  const deviceWidth = Math.max(1, Math.round(width * ratio));
  const deviceHeight = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  const context = canvas.getContext('2d') ?? undefined;
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
