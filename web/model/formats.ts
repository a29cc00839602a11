// Printed by build/dev/tests/formats, from core/src/read/formats.h and
// core/src/read/sample/sample_fields.h.

/** What is read, as sentences list it. */
export const readableFormats =
  'JSON, .npy, .npz or .safetensors, or a page, script or notebook of another tool';

/** The fields of the native format. */
export const nativeFields = [
  'format',
  'name',
  'model',
  'tokens',
  'query_tokens',
  'attentions',
  'layer_index',
  'prompt_length',
  'readout',
  'image',
  'importance',
  'gradients',
  'samples',
];
