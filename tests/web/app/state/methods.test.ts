import { describe, expect, it } from 'vitest';
import { refusal } from '#app/state/methods';
import { defaultOptions } from '#model/options';
import { infoOf } from '../inputs';

describe('refusal', () => {
  it('says why cross attention has no rollout', () => {
    const info = infoOf({ queries: 11, keys: 12 });
    expect(refusal('rollout', info, defaultOptions)).toContain('11 queries by 12 keys');
    expect(refusal('flow', info, defaultOptions)).toContain('11 queries by 12 keys');
    expect(refusal('raw', info, defaultOptions)).toBeUndefined();
    expect(refusal('rollout', infoOf(), defaultOptions)).toBeUndefined();
  });

  it('says why there is no flow with the recurrent residual', () => {
    const recurrent = { residual: { kind: 'recurrent' } } as const;
    expect(refusal('flow', infoOf(), recurrent)).toContain('choose another residual');
    expect(refusal('rollout', infoOf(), recurrent)).toBeUndefined();
  });
});
