/** What a tokenizer adds around a text, such as `[CLS]`, `<s>`, `<EOS>` and `<|endoftext|>`. */
export function isSpecialToken(token: string): boolean {
  return /^(\[[A-Z]+\d*\]|<\|.*\|>|<\/?[A-Za-z_]+\d*>)$/.test(token.trim());
}
