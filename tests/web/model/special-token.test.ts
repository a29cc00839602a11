import { describe, expect, it } from 'vitest';
import { isSpecialToken } from '#model/special-token';

describe('isSpecialToken', () => {
  it('knows the marks of common tokenizers', () => {
    const marks = '[CLS] [SEP] [PAD] <s> </s> <|endoftext|> <pad> <EOS> <extra_id_0>';
    for (const token of marks.split(' ')) {
      expect(isSpecialToken(token), token).toBe(true);
    }
  });

  it('takes words and punctuation for what they are', () => {
    for (const token of ['the', '[', ']', '<', 'CLS', '##s']) {
      expect(isSpecialToken(token), token).toBe(false);
    }
  });
});
