/** Colours and fonts of a picture, as CSS values. The page reads them off its custom properties. */
export interface Theme {
  readonly ink: string;
  readonly ink2: string;
  readonly paper: string;
  readonly paper2: string;
  readonly line: string;
  readonly accent: string;
  readonly font: string;
  readonly mono: string;
}
