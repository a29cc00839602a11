import { describe, expect, it } from 'vitest';
import { exports, exportsFrom } from '#export/exports';
import { pngOf } from '#export/png';
import { onlyLayers } from '#export/result-json';
import type { PictureSource } from '#export/sources';

describe('the exports', () => {
  it('differ in name and ending', () => {
    for (const key of ['name', 'ending', 'label'] as const) {
      expect(new Set(exports.map((one) => one[key])).size).toBe(exports.length);
    }
  });

  it('are found by what they are made from', () => {
    expect(exportsFrom('matrices').map(({ name }) => name)).toEqual(['json', 'csv', 'npy']);
    expect(exportsFrom('page', 'picture').map(({ needs }) => needs)).toEqual(['picture', 'page']);
  });

  it('of some layers keep the precision that the values have', () => {
    const stack = { method: 'rollout', layers: [0, 2], queries: 1, keys: 2 } as const;
    const single = onlyLayers({ ...stack, values: new Float32Array([1, 2, 3, 4]) }, [2]);
    const double = onlyLayers({ ...stack, values: new Float64Array([1, 2, 3, 4]) }, [2]);
    expect(single.values).toEqual(new Float32Array([3, 4]));
    expect(double.values).toEqual(new Float64Array([3, 4]));
  });
});

type Bytes = Uint8Array<ArrayBuffer>;

/** Type and data of each chunk of a PNG. */
function chunksOf(png: Bytes): [string, Bytes][] {
  const chunks: [string, Bytes][] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + new DataView(png.buffer).getUint32(at);
    chunks.push([String.fromCharCode(...png.subarray(at + 4, at + 8)), png.subarray(at + 8, end)]);
    at = end + 4;
  }
  return chunks;
}

async function inflated(data: Bytes = new Uint8Array()): Promise<Bytes> {
  const plain = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

describe('pixels as PNG', () => {
  it('are lines without a filter, packed', async () => {
    const pixels = Uint8Array.from({ length: 24 }, (_, at) => at);
    const png = await pngOf(2, 3, pixels);
    const [[head, size] = [], [kind, data] = [], [end, none] = []] = chunksOf(png);
    expect([head, kind, end, none?.length]).toEqual(['IHDR', 'IDAT', 'IEND', 0]);
    expect([...(size ?? [])]).toEqual([0, 0, 0, 2, 0, 0, 0, 3, 8, 6, 0, 0, 0]);
    const line = (row: number) => [0, ...pixels.subarray(8 * row, 8 * row + 8)];
    expect([...(await inflated(data))]).toEqual([...line(0), ...line(1), ...line(2)]);
    // The published check sum of an empty IEND.
    expect([...png.subarray(-4)]).toEqual([0xae, 0x42, 0x60, 0x82]);
  });
});

describe('a matrix as SVG', () => {
  const picture = (side: number): PictureSource => ({
    title: 'a < b',
    caption: '',
    settings: {},
    grid: { rows: side, columns: side, values: new Float32Array(side * side).fill(1) },
    table: new Uint32Array(256).fill(0xff112233),
    scale: { range: [0, 1] },
    causal: true,
    gaps: false,
    rowLabels: [],
    columnLabels: [],
  });
  const svgOf = async (side: number) => {
    const [svg] = exportsFrom('picture');
    return [...((await svg?.write(picture(side))) ?? [])].join('');
  };

  it('is drawn as vectors up to 128 a side', async () => {
    const svg = await svgOf(128);
    expect(svg.match(/fill="#332211"/g)).toHaveLength(128);
    expect(svg).not.toContain('<image');
    expect(svg).toContain('a &#60; b');
  });

  it('is a picture with a pixel a cell above, transparent where there is nothing', async () => {
    const [, data = ''] = /href="data:image\/png;base64,([^"]+)"/.exec(await svgOf(129)) ?? [];
    const png = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const [, [, packed] = []] = chunksOf(png);
    const lines = await inflated(packed);
    const pixel = (row: number, column: number) => {
      const at = row * (1 + 4 * 129) + 1 + 4 * column;
      return [...lines.subarray(at, at + 4)];
    };
    expect(pixel(7, 7)).toEqual([0x33, 0x22, 0x11, 0xff]);
    expect(pixel(7, 8)).toEqual([0, 0, 0, 0]);
  });
});
