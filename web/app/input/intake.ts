import type { Opening } from './opening';

/**
 * Files dropped anywhere on the window and JSON pasted anywhere open. Calls `hovering` when a file
 * comes over the window and when it leaves. The function returned ends it.
 */
export function takeFiles(opening: Opening, hovering: (over: boolean) => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  let depth = 0;
  const over = (change: number) => {
    depth = Math.max(0, depth + change);
    hovering(depth > 0);
  };
  const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragenter', (event) => holdsFile(event) && over(1), { signal });
  window.addEventListener('dragleave', (event) => holdsFile(event) && over(-1), { signal });
  window.addEventListener('dragover', (event) => event.preventDefault(), { signal });
  window.addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      depth = 0;
      hovering(false);
      void opening.openFiles([...(event.dataTransfer?.files ?? [])]);
    },
    { signal },
  );
  window.addEventListener(
    'paste',
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      if (files.length > 0) void opening.openFiles(files);
      else if (/^[[{]/.test(text)) void opening.open(text, 'pasted text');
      else return;
      event.preventDefault();
    },
    { signal },
  );
  return () => end.abort();
}
