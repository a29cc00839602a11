import { lightness, parseColour } from '#views/colour/colour';

/** Colours of the page around an element: of its text, and what that text stands on. */
export interface PageColours {
  readonly ink: string;
  readonly paper: string;
  readonly dark: boolean;
}

/** Reads the colours that hold where `host` stands, through shadow roots. */
export function pageColours(host: Element): PageColours {
  const ink = getComputedStyle(host).color;
  for (let at: Element | undefined = host; at !== undefined; at = parentOf(at)) {
    const { backgroundColor } = getComputedStyle(at);
    if (!isTransparent(backgroundColor)) {
      return { ink, paper: backgroundColor, dark: lightness(parseColour(backgroundColor)) < 50 };
    }
  }
  // Nothing has a background: the browser's own, which is light unless the page allows it dark.
  const dark = lightness(parseColour(ink)) > 60;
  return { ink, paper: dark ? '#121212' : '#ffffff', dark };
}

/** Calls `changed` when the page switches its colours: by the system, by a class or an attribute. */
export function followPageColours(changed: () => void): () => void {
  const preference = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  for (const node of [document.documentElement, document.body]) {
    observer.observe(node, { attributes: true });
  }
  preference.addEventListener('change', changed);
  // A page may fade from one set of colours to the other.
  document.addEventListener('transitionend', changed);
  return () => {
    observer.disconnect();
    preference.removeEventListener('change', changed);
    document.removeEventListener('transitionend', changed);
  };
}

function parentOf(element: Element): Element | undefined {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

function isTransparent(colour: string): boolean {
  return colour === 'transparent' || /[,/]\s*0(\.0*)?\)$/.test(colour);
}
