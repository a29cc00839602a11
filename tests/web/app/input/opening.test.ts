import { describe, expect, it } from 'vitest';
import { Opening } from '#app/input/opening';
import { Store } from '#app/state/store';
import {
  type Engine,
  EngineError,
  type InputContent,
  type Loaded,
  type TaskOptions,
} from '#engine/engine';
import type { AttentionInfo, InputChoice } from '#model/attention';
import { infoOf } from '../inputs';

interface Load {
  readonly input: unknown;
  readonly task: TaskOptions;
  answer(loaded: Loaded): void;
  refuse(error: Error): void;
}

/** The part of an engine that opens inputs; it answers when the test says so. */
class PatientReader implements Pick<Engine, 'contents' | 'load' | 'choose' | 'release'> {
  readonly loads: Load[] = [];
  readonly released: number[] = [];
  /** What addresses gave, by the inputs read from them. */
  readonly gave = new Map<number, readonly Blob[]>();

  contents(id: number): readonly InputContent[] {
    return this.gave.get(id) ?? [this.loads[id - 1]?.input as InputContent];
  }

  load(input: unknown, task: TaskOptions = {}): Promise<Loaded> {
    return new Promise((answer, refuse) => this.loads.push({ input, task, answer, refuse }));
  }

  async choose(_: number, choice: InputChoice): Promise<AttentionInfo> {
    if (choice.sample > 3) throw new EngineError('sample', 'There is no such sample.');
    return infoOf({ sample: choice.sample });
  }

  release(id: number): void {
    this.released.push(id);
  }
}

function start() {
  const engine = new PatientReader();
  const store = new Store();
  return { engine, store, opening: new Opening(engine as unknown as Engine, store) };
}

describe('opening', () => {
  it('shows the input once it stands, and lets the one before go', async () => {
    const { engine, store, opening } = start();
    const first = opening.open('{}', 'first.json');
    engine.loads[0]?.answer({ id: 1, info: infoOf() });
    await first;
    const second = opening.open('{}', 'second.json');
    expect(store.state.input?.name).toBe('first.json');
    engine.loads[1]?.answer({ id: 2, info: infoOf() });
    await second;
    expect(store.state.input?.name).toBe('second.json');
    expect(engine.released).toEqual([1]);
    expect(opening.reading).toBeUndefined();
  });

  it('tells how far it is', async () => {
    const { engine, opening } = start();
    const told: unknown[] = [];
    opening.addEventListener('change', () => told.push(opening.reading?.progress?.done));
    void opening.open('{}', 'big.json');
    engine.loads[0]?.task.onProgress?.({ done: 5, total: 10, unit: 'bytes' });
    expect(told).toEqual([undefined, 5]);
  });

  it('keeps what was open when a file is refused, and says why', async () => {
    const { engine, store, opening } = start();
    const first = opening.open('{}', 'first.json');
    engine.loads[0]?.answer({ id: 1, info: infoOf() });
    await first;
    const before = store.state;
    const second = opening.open('[', 'bad.json');
    engine.loads[1]?.refuse(new EngineError('json', 'Not JSON: the text ends too early.'));
    await second;
    expect(store.state).toBe(before);
    expect(opening.refused).toEqual({
      name: 'bad.json',
      message: 'Not JSON: the text ends too early.',
    });
    opening.dismiss();
    expect(opening.refused).toBeUndefined();
  });

  it('keeps what was open when it is cancelled, and frees what comes late', async () => {
    const { engine, store, opening } = start();
    const reading = opening.open('{}', 'big.json');
    opening.cancel();
    expect(engine.loads[0]?.task.signal?.aborted).toBe(true);
    engine.loads[0]?.answer({ id: 7, info: infoOf() });
    await reading;
    expect(store.state.input).toBeUndefined();
    expect(opening.refused).toBeUndefined();
    expect(engine.released).toEqual([7]);
  });

  it('has the bytes of what is open, of an address those that it gave', async () => {
    const { engine, opening } = start();
    expect(opening.contents()).toEqual([]);
    const texts = () => Promise.all(opening.contents().map((one) => one.text()));
    const text = opening.open('{"a":1}', 'text.json');
    engine.loads[0]?.answer({ id: 1, info: infoOf() });
    await text;
    expect(await texts()).toEqual(['{"a":1}']);
    const address = opening.open(() => ({ url: 'https://host/a.json' }), 'a.json');
    await Promise.resolve();
    engine.gave.set(2, [new Blob(['[1]'])]);
    engine.loads[1]?.answer({ id: 2, info: infoOf() });
    await address;
    expect(engine.loads[1]?.input).toEqual({ url: 'https://host/a.json' });
    expect(await texts()).toEqual(['[1]']);
  });

  it('reads the newer of two files', async () => {
    const { engine, store, opening } = start();
    const older = opening.open('{}', 'older.json');
    const newer = opening.open('{}', 'newer.json');
    expect(engine.loads[0]?.task.signal?.aborted).toBe(true);
    engine.loads[1]?.answer({ id: 2, info: infoOf() });
    engine.loads[0]?.answer({ id: 1, info: infoOf() });
    await Promise.all([older, newer]);
    expect(store.state.input?.name).toBe('newer.json');
  });
});

describe('choosing', () => {
  async function opened() {
    const parts = start();
    const reading = parts.opening.open('{}', 'samples.jsonl');
    parts.engine.loads[0]?.answer({ id: 1, info: infoOf({ samples: 4 }) });
    await reading;
    return parts;
  }

  it('shows another sample', async () => {
    const { store, opening } = await opened();
    await opening.choose({ sample: 2 });
    expect(store.state.input?.choice.sample).toBe(2);
    expect(store.state.input?.info.sample).toBe(2);
  });

  it('keeps the sample there was when another is refused', async () => {
    const { store, opening } = await opened();
    await opening.choose({ sample: 9 });
    expect(store.state.input?.choice.sample).toBe(0);
    expect(opening.refused?.message).toBe('There is no such sample.');
  });
});
