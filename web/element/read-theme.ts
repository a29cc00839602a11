import type { Theme } from '#views/colour/theme';

const colours = {
  ink: '--hw-ink',
  ink2: '--hw-ink-2',
  paper: '--hw-paper',
  paper2: '--hw-paper-2',
  line: '--hw-line',
  accent: '--hw-accent',
} as const;

/**
 * The custom properties as they hold at `host`, resolved to plain colours: a canvas understands
 * neither `var()` nor `light-dark()`.
 */
export function readTheme(host: Element): Theme {
  const probe = document.createElement('span');
  probe.hidden = true;
  (host.shadowRoot ?? host).append(probe);
  const style = getComputedStyle(probe);
  const resolve = (property: string) => {
    probe.style.color = `var(${property})`;
    return style.color;
  };
  const font = (property: string) => {
    probe.style.fontFamily = `var(${property})`;
    return style.fontFamily;
  };
  const theme: Theme = {
    ink: resolve(colours.ink),
    ink2: resolve(colours.ink2),
    paper: resolve(colours.paper),
    paper2: resolve(colours.paper2),
    line: resolve(colours.line),
    accent: resolve(colours.accent),
    font: font('--hw-font'),
    mono: font('--hw-mono'),
  };
  probe.remove();
  return theme;
}
