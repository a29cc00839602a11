import { describe, expect, it } from 'vitest';
import { barsRatio, barWithin, drawTokenBars } from '#views/text/token-bars';

/** What was drawn, in order, by a context that only writes down. */
function recorded(draw: (ctx: CanvasRenderingContext2D) => void): string[] {
  const calls: string[] = [];
  const written = (name: string) => (values: readonly unknown[]) =>
    calls.push(`${name} ${values.flat().join(' ')}`);
  const ctx = {
    fillStyle: '',
    clearRect: (...values: number[]) => written('clear')(values),
    beginPath: () => {},
    roundRect: (...values: number[]) => written('bar')(values.slice(0, 4)),
    fill: () => written('fill')([ctx.fillStyle]),
    strokeRect: (...values: number[]) => written('outline')(values),
  };
  draw(ctx as unknown as CanvasRenderingContext2D);
  return calls;
}

describe('the bar of a token', () => {
  it('is as wide as a narrow token', () => {
    const place = { left: 10, bottom: 40, width: 18, height: 28 };
    expect(barWithin(place)).toEqual(place);
  });

  it('stands in the middle of a wide one', () => {
    expect(barWithin({ left: 10, bottom: 40, width: 64, height: 28 })).toEqual({
      left: 30,
      bottom: 40,
      width: 24,
      height: 28,
    });
  });
});

describe('drawTokenBars', () => {
  const size = { width: 100, height: 60 };
  const place = { left: 10, bottom: 40, width: 20, height: 28 };

  it('fills each place from its line up to its share', () => {
    const bars = [
      { ...place, share: 0.5, colour: 'red' },
      { ...place, left: 50, share: 1, colour: 'blue' },
    ];
    expect(recorded((ctx) => drawTokenBars(ctx, bars, size, 'grey'))).toEqual([
      'clear 0 0 100 60',
      'bar 10 26 20 14',
      'fill red',
      'outline 10.5 26.5 19 13',
      'bar 50 12 20 28',
      'fill blue',
      'outline 50.5 12.5 19 27',
    ]);
  });

  it('draws nothing where nothing is taken, and no outline where it would hide the bar', () => {
    const bars = [
      { ...place, share: 0, colour: 'red' },
      { ...place, share: 0.02, colour: 'blue' },
    ];
    expect(recorded((ctx) => drawTokenBars(ctx, bars, size, 'grey'))).toEqual([
      'clear 0 0 100 60',
      'bar 10 39.44 20 0.56',
      'fill blue',
    ]);
  });
});

describe('barsRatio', () => {
  it("is the screen's for a text of usual length", () => {
    expect(barsRatio(1400, 300, 2)).toBe(2);
  });

  it('keeps a very high picture within what browsers can show', () => {
    const ratio = barsRatio(390, 9000, 3);
    expect(390 * ratio * 9000 * ratio).toBeLessThanOrEqual(8e6 + 1);
    expect(ratio).toBeGreaterThan(1);
  });
});
