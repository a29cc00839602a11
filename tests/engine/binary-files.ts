/** Files made for tests, as NumPy and safetensors write them. */

function bytesOf(floats: Float32Array): Uint8Array {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

/** `.npy` 1.0 of little-endian float32 in C order. */
export function npyFile(shape: readonly number[], values: Float32Array): Uint8Array<ArrayBuffer> {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11);
  const header = new TextEncoder().encode(`\x93NUMPY\x01\x00..${padded}\n`.replace('\x93', '.'));
  header[0] = 0x93;
  new DataView(header.buffer).setUint16(8, padded.length + 1, true);
  return joined(header, bytesOf(values));
}

/** `.safetensors` with one F32 tensor for each layer, metadata, and others of 8 zeros by their types. */
export function safetensorsFile(
  layers: readonly Float32Array[],
  shape: readonly number[],
  metadata: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, 'I64' | 'F8_E4M3'>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let at = 0;
  for (const [index, layer] of layers.entries()) {
    header[`attentions.${index}`] = {
      dtype: 'F32',
      shape,
      data_offsets: [at, at + layer.byteLength],
    };
    at += layer.byteLength;
  }
  for (const [name, dtype] of Object.entries(others)) {
    header[name] = { dtype, shape: [dtype === 'I64' ? 1 : 8], data_offsets: [at, at + 8] };
    at += 8;
  }
  const zeros = new Uint8Array(8 * Object.keys(others).length);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(text.byteLength), true);
  return joined(size, text, ...layers.map(bytesOf), zeros);
}
