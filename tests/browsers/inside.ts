/** What is asked of a page, in the page: each function stands alone, because it is sent as source. */

export interface Look {
  /** All that can be read, in order, shadow trees included, without how long the analysis took. */
  readonly text: string;
  /** Canvases that are shown. */
  readonly canvases: number;
  /** What is still to come: views that wait, tasks that go on, canvases without a pixel. */
  readonly busy: readonly string[];
  /** Texts that are cut off at a side where nothing can be scrolled or be told to be cut. */
  readonly clipped: readonly string[];
}

/** Looks at all that is shown. */
export function look(): Look {
  const texts: string[] = [];
  const clipped: string[] = [];
  const busy: string[] = [];
  let canvases = 0;

  const parentOf = (element: Element): Element | null => {
    const root = element.getRootNode();
    const host = root instanceof ShadowRoot ? root.host : null;
    return element.assignedSlot ?? element.parentElement ?? host;
  };
  const isCut = (node: Text): boolean => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, width } = range.getBoundingClientRect();
    if (width === 0) return false;
    for (let box = node.parentElement as Element | null; box !== null; box = parentOf(box)) {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      // What is for screen readers alone is cut off on purpose.
      if (clipPath !== 'none' || /auto|scroll/.test(overflowX)) return false;
      if (overflowX === 'visible' || textOverflow === 'ellipsis') continue;
      if (left < edge.left - 1 || right > edge.right + 1) return true;
    }
    return right > innerWidth + 1 || left < -1;
  };
  const isBlank = (canvas: HTMLCanvasElement): boolean => {
    const small = document.createElement('canvas');
    small.width = 64;
    small.height = 64;
    const context = small.getContext('2d');
    if (canvas.width === 0 || canvas.height === 0 || context === null) return true;
    context.drawImage(canvas, 0, 0, 64, 64);
    return context.getImageData(0, 0, 64, 64).data.every((part) => part === 0);
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      const text = node.data.replace(/\s+/g, ' ').trim();
      if (text === '') return;
      texts.push(text);
      if (isCut(node)) clipped.push(text);
    } else if (node instanceof Element) {
      if (/^(style|script|noscript|title)$/.test(node.localName) || !node.checkVisibility()) return;
      if (node.matches('.dimmed, progress')) busy.push(node.className);
      const status = node.matches('[role=status]') ? (node.textContent?.trim() ?? '') : '';
      if (status.endsWith('…')) busy.push(status);
      if (node instanceof HTMLCanvasElement) {
        canvases += 1;
        if (isBlank(node)) busy.push('a blank canvas');
      }
      const inside = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
      const children = node.shadowRoot ?? (inside.length > 0 ? inside : node);
      for (const child of children instanceof Node ? children.childNodes : children) visit(child);
    }
  };
  visit(document.body);
  return { text: texts.join(' ').replace(/\b[\d.]+ m?s\b/g, ''), canvases, busy, clipped };
}

/** The numbers behind the table of the Numbers view, in full: one list for each method. */
export function numbers(): Record<string, number[]> {
  const table = document.querySelector('hw-numbers-table');
  const { columns } = table as unknown as { columns: { name: string; values: Float64Array }[] };
  return Object.fromEntries(columns.map(({ name, values }) => [name, [...values]]));
}

/** The names of the views that are offered. */
export function views(): string[] {
  const tabs = document.querySelectorAll('[role=tab]');
  return [...tabs].map((tab) => tab.textContent ?? '');
}

/** The middle of what can be pressed under a name; undefined while there is none. */
export function placeOf(name: string): { x: number; y: number } | undefined {
  const ownText = ({ childNodes }: Element) =>
    [...childNodes].map((node) => (node instanceof Text ? node.data : '')).join('');
  const find = (root: Document | ShadowRoot): Element | undefined => {
    for (const element of root.querySelectorAll('*')) {
      const can = element.matches('button, [role=tab], label, summary, a');
      if (can && ownText(element).trim() === name && element.checkVisibility()) return element;
      const inner = element.shadowRoot && find(element.shadowRoot);
      if (inner) return inner;
    }
    return undefined;
  };
  const element = find(document);
  if (element === undefined) return undefined;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** Drops a file of this name onto the window. */
export function drop({ name, base64 }: { name: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }
}

/** From now on, files that the page hands to the browser's downloads are kept in the page. */
export function keepSaved(): void {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) Object.assign(globalThis, { kept: blob });
    return make.call(URL, blob);
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function follow() {
    if (this.download === '') click.call(this);
  };
}

/** The file that was kept last, as Base64; nothing before the first. */
export function saved(): Promise<string | undefined> {
  const { kept } = globalThis as { kept?: Blob };
  if (kept === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^.*?,/, ''));
    reader.readAsDataURL(kept);
  });
}
