import { describe, expect, it } from 'vitest';
import { shortcutFor, shortcuts } from '#app/commands/shortcuts';

describe('shortcuts', () => {
  it('are found by their key, capitals apart', () => {
    expect(shortcutFor('r')?.does).toBe('rollout');
    expect(shortcutFor('3')?.does).toContain('views');
    expect(shortcutFor('z')?.does).toMatch(/^undo/);
    expect(shortcutFor('Z')?.does).toMatch(/^redo/);
    expect(shortcutFor('q')).toBeUndefined();
  });

  it('share no key', () => {
    const keys = [
      ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[]/? ',
      'Escape',
    ];
    for (const key of keys) {
      expect(shortcuts.filter(({ matches }) => matches(key)).length, key).toBeLessThanOrEqual(1);
    }
  });
});
