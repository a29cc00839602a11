/**
 * Maximum flow from (layer + 1, source) to (0, sink) by shortest augmenting paths (Edmonds and Karp
 * 1972), on dense capacities `[layer][query][key]`. Plain and slow, to check fast code by.
 */
export function plainMaxFlow(
  capacities: number[][][],
  layer: number,
  source: number,
  sink: number,
): number {
  const n = capacities[0]?.length ?? 0;
  const nodes = (layer + 2) * n;
  const name = (level: number, token: number) => level * n + token;
  const rest = Array.from({ length: nodes }, () => new Map<number, number>());
  const add = (from: number, to: number, amount: number) => {
    rest[from]?.set(to, (rest[from]?.get(to) ?? 0) + amount);
  };
  for (let level = 0; level <= layer; level++) {
    capacities[level]?.forEach((row, from) => {
      row.forEach((capacity, to) => {
        add(name(level + 1, from), name(level, to), capacity);
        add(name(level, to), name(level + 1, from), 0);
      });
    });
  }
  const start = name(layer + 1, source);
  const end = name(0, sink);
  let flow = 0;
  for (;;) {
    const path = shortestPath(rest, start, end);
    if (path === undefined) return flow;
    const steps = path.slice(1).map((to, place) => [path[place] ?? 0, to] as const);
    const amount = Math.min(...steps.map(([from, to]) => rest[from]?.get(to) ?? 0));
    for (const [from, to] of steps) {
      add(from, to, -amount);
      add(to, from, amount);
    }
    flow += amount;
  }
}

function shortestPath(
  rest: readonly ReadonlyMap<number, number>[],
  start: number,
  end: number,
): number[] | undefined {
  const before = new Map([[start, start]]);
  const queue = [start];
  for (const node of queue) {
    if (node === end) break;
    for (const [next, amount] of rest[node] ?? []) {
      if (amount <= 1e-12 || before.has(next)) continue;
      before.set(next, node);
      queue.push(next);
    }
  }
  if (!before.has(end)) return undefined;
  const path = [end];
  for (let node = end; node !== start; ) {
    node = before.get(node) ?? start;
    path.unshift(node);
  }
  return path;
}
