import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readersFor } from '#engine/sniff';

const sniff = (text: string) => readersFor(new TextEncoder().encode(text));

describe('readersFor', () => {
  it('keeps to the small module for arrays and for every field of the native format', () => {
    const header = new URL('../../core/src/read/sample/sample_fields.h', import.meta.url);
    const fields = [...readFileSync(header, 'utf8').matchAll(/SampleField::k\w+, "(\w+)"/g)];
    expect(fields.length).toBeGreaterThan(10);
    for (const [, name] of fields) expect(sniff(`{"${name}": `), name).toBe('json');
    for (const text of ['[[[1]]]', '\uFEFF \n[', ' {\n "tokens":["a"]', '']) {
      expect(sniff(text), text).toBe('json');
    }
  });

  it.each([
    ['a notebook', '{\n "cells": ['],
    ['another tool\u2019s JSON', '{"attention": {"all": '],
    ['a page', '<!DOCTYPE html>'],
    ['a script', 'window.attention = {'],
    ['text', 'hello'],
  ])('takes the module with all readers for %s', (_, text) => {
    expect(sniff(text)).toBe('formats');
  });

  it('takes the module with all readers for bytes that are no text', () => {
    expect(readersFor(new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]))).toBe('formats');
    expect(readersFor(new Uint8Array([0x50, 0x4b, 3, 4]))).toBe('formats');
    expect(readersFor(new Uint8Array([64, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]))).toBe('formats');
  });
});
