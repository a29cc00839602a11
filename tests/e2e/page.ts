import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** The page with the worked example drawn; every test fails if a request leaves the origin. */
export const test = base.extend<{ explorer: Explorer }>({
  explorer: async ({ page, baseURL }, use) => {
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== baseURL && !/^(data|blob):$/.test(protocol)) foreign.push(request.url());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const explorer = new Explorer(page);
    await explorer.start();
    await use(explorer);
    expect(foreign, 'requests to other origins').toEqual([]);
    expect(complaints, 'errors in the console').toEqual([]);
  },
});

export { expect };

/**
 * Waits until sizes and colours have reached every picture of the page, and each of `pictures` says
 * that it is drawn. Browsers tell components of new sizes and colours once a frame, so that texts can
 * be there a frame before their picture: what reads pixels or places waits for this.
 */
export async function drawn(pictures: Locator): Promise<void> {
  await pictures.page().evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });
  await expect(pictures.first()).toBeAttached();
  const count = await pictures.count();
  for (let at = 0; at < count; at++) await expect(pictures.nth(at)).toHaveAttribute('drawn', '');
}

/** What the tests do with the page, in words of the page. */
export class Explorer {
  constructor(readonly page: Page) {}

  async start(): Promise<void> {
    await this.page.goto('/#src=examples/worked-example.json');
    await expect(this.matrix).toBeVisible();
    await expect(this.sentence).toContainText('takes');
  }

  get matrix() {
    return this.page.locator('hw-matrix').first().getByRole('application');
  }

  get sentence() {
    return this.page.getByTestId('sentence');
  }

  get caption() {
    return this.page.getByTestId('caption');
  }

  token(name: string) {
    return this.page.getByRole('toolbar', { name: 'Tokens' }).getByRole('button', { name });
  }

  /** Shows a method. */
  async show(method: 'Raw' | 'Rollout' | 'Flow'): Promise<void> {
    await this.page
      .getByRole('radio', { name: method, exact: true })
      .first()
      .check({ force: true });
  }

  /** Pins a cell of a square matrix and reads a method's number for it. */
  async readPair(method: string, query: number, key: number, n: number): Promise<number> {
    const point = await this.cell(query, key, n);
    await this.page.mouse.click(point.x, point.y);
    const panel = this.page.locator('hw-selected-panel');
    await expect(panel).toContainText('Pinned pair');
    const line = panel.locator('.reading', { hasText: method });
    return Number(await line.locator('.number').textContent());
  }

  /** Opens text as a file of this name through the file picker. */
  async openFile(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) };
    await this.page.getByLabel('Open a file').setInputFiles(file);
  }

  /** Drops text or bytes as a file of this name onto the window. */
  async dropFile(name: string, content: string | Uint8Array): Promise<void> {
    await this.page.evaluate(
      ({ fileName, bytes }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], fileName));
        for (const type of ['dragenter', 'dragover', 'drop']) {
          const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        }
      },
      { fileName: name, bytes: [...Buffer.from(content)] },
    );
  }

  /** The picture's pixels, to tell whether it changed. */
  async pixels(): Promise<string> {
    await drawn(this.page.locator('hw-matrix').first());
    return this.matrix.evaluate((stage) => {
      const canvas = stage.querySelector<HTMLCanvasElement>('canvas.cells');
      return canvas?.toDataURL() ?? '';
    });
  }

  /** The middle of a cell of a square matrix on the screen, found from the plot's own frame. */
  async cell(query: number, key: number, n: number): Promise<{ x: number; y: number }> {
    await drawn(this.page.locator('hw-matrix').first());
    const box = await this.matrix.boundingBox();
    const plot = await this.matrix.evaluate((stage) => {
      const canvas = stage.querySelector<HTMLCanvasElement>('canvas.cells');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('no picture');
      const { width, height } = canvas;
      const { data } = context.getImageData(0, 0, width, height);
      const opaque = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) === 255;
      // The plot is the block of opaque pixels around here; in causal attention, too, whose
      // upper right has none. The bars of sums stand apart from it.
      const middle = Math.round(0.3 * width);
      let bottom = Math.round(0.6 * height);
      while (bottom < height - 1 && opaque(middle, bottom + 1)) bottom++;
      const row = bottom - 8;
      let left = middle;
      while (left > 0 && opaque(left - 1, row)) left--;
      let right = middle;
      while (right < width - 1 && opaque(right + 1, row)) right++;
      const top = bottom - (right - left);
      const ratio = width / canvas.clientWidth;
      return { x: left / ratio, y: top / ratio, size: (right - left + 1) / ratio };
    });
    const cell = plot.size / n;
    return {
      x: (box?.x ?? 0) + plot.x + (key + 0.5) * cell,
      y: (box?.y ?? 0) + plot.y + (query + 0.5) * cell,
    };
  }
}

/** A file of this shape whose rows are all the same, heads and layers too. */
export function uniformFile(tokens: readonly string[], layers = 2, heads = 2): string {
  const n = tokens.length;
  const row = tokens.map(() => 1 / n);
  const matrix = tokens.map(() => row);
  const attentions = Array.from({ length: layers }, () =>
    Array.from({ length: heads }, () => matrix),
  );
  return JSON.stringify({ format: 'headwater/1', model: 'uniform', tokens, attentions });
}

/** The worked example's layer matrices, half the identity added, from its definition alone. */
export function workedLayers(): number[][][] {
  const n = 8;
  return Array.from({ length: 6 }, (_, l) => {
    const locality = 1 - (0.5 * l) / 6;
    return Array.from({ length: n }, (_, i) => {
      const row = Array.from({ length: n }, (_, j) => {
        const first = j === 0 ? (0.3 * l) / 6 : 0;
        const last = j === n - 1 ? (0.2 * l) / 6 : 0;
        return Math.exp(-Math.abs(i - j) * locality) + first + last;
      });
      const sum = row.reduce((total, value) => total + value, 0);
      return row.map((value, j) => 0.5 * (value / sum) + (i === j ? 0.5 : 0));
    });
  });
}

/** What the worked example's rollout must be after a layer, counted from 0. */
export function workedRollout(layer: number): number[][] {
  const [first = [], ...above] = workedLayers().slice(0, layer + 1);
  return above.reduce(
    (below, attention) =>
      attention.map((row) =>
        row.map((_, j) => row.reduce((sum, value, k) => sum + value * (below[k]?.[j] ?? 0), 0)),
      ),
    first,
  );
}
