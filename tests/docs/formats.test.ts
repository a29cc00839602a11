import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isPage, readersFor } from '#engine/sniff';
import { nativeFields } from '#model/formats';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const program = path('build/dev/tests/formats');
const bytes = (...codes: number[]) => new Uint8Array(codes);
const text = (content: string) => new TextEncoder().encode(content);

describe('the table of formats in C++', () => {
  it('is where TypeScript has its words from (to write them: vitest -u)', async () => {
    const printed = execFileSync(program, { encoding: 'utf8' });
    await expect(printed).toMatchFileSnapshot(path('web/model/formats.ts'));
  });

  it.each<[name: string, start: Uint8Array]>([
    ...nativeFields.map((field): [string, Uint8Array] => ['JSON', text(`{ "${field}": `)]),
    ['JSON', text('')],
    ['JSON', text('\uFEFF \r\n\t[[[1')],
    ['JSON', text('{"attention": {"all": ')],
    ['page', text('\uFEFF \r\n\t<!DOCTYPE html>')],
    ['page', text('<div id="circuits-vis-1"/>')],
    ['script', text('window.attention = {')],
    ['notebook', text('{"cells": [{"cell_type": "code"')],
    ['notebook', text('{"metadata": {"kernelspec": {')],
    ['.npy', bytes(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0)],
    ['.npz', bytes(0x50, 0x4b, 3, 4)],
    ['.safetensors', bytes(64, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22)],
    ['a gzip file', bytes(0x1f, 0x8b, 8, 0)],
    ['an HDF5 file', bytes(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)],
  ])('and the choice of a module agree on %s', (name, start) => {
    expect(execFileSync(program, ['name'], { input: start, encoding: 'utf8' })).toBe(name);
    expect(isPage(start)).toBe(name === 'page');
    if (readersFor(start) === 'json') expect(name).toBe('JSON');
  });

  it('is described: docs/file-format.md has each name that sentences list', () => {
    const page = readFileSync(path('docs/file-format.md'), 'utf8');
    const listed = execFileSync(program, ['names'], { encoding: 'utf8' }).trim().split('\n');
    expect(listed).toContain('.safetensors');
    for (const name of listed) expect(page.toLowerCase()).toContain(name.toLowerCase());
  });
});
