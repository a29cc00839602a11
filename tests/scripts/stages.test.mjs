import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn } from '../../scripts/steps/stages.mjs';

test('stages run in turn, and how long each took is printed last, also when one fails', async (t) => {
  const print = t.mock.method(console, 'log', () => undefined);
  /** @type {string[]} */
  const ran = [];
  const stages = inTurn([
    ['First', async () => void ran.push('first')],
    ['Second', () => Promise.reject(new Error('second failed'))],
    ['Third', async () => void ran.push('third')],
  ]);
  await assert.rejects(stages, /second failed/);
  assert.deepEqual(ran, ['first']);
  const last = print.mock.calls.at(-1)?.arguments[0];
  assert.match(last, /^\n +0 s {2}First\n +0 s {2}Second\n +0 s {2}in all$/);
});
