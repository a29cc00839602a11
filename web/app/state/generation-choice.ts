import {
  defaultFilter,
  filterText,
  noFilter,
  parseFilter,
  type TokenFilter,
} from '#model/token-filter';

/** How a generation is looked at. */
export interface GenerationChoice {
  /** Counted from 0. */
  readonly step: number;
  /** One step in every layer, or every step in one layer. */
  readonly rows: 'layers' | 'steps';
  /** Columns of tokens that were generated earlier, after those of the prompt. */
  readonly beyond: boolean;
  /** Special tokens and those listed are left out. */
  readonly filtered: boolean;
  /** Tokens to leave out as they are typed, kept while nothing is left out. */
  readonly listed: string;
  /** Values are divided by what is left of their row. */
  readonly renormalise: boolean;
  /** As the person who looks at it says; `auto` is the input's own. */
  readonly promptLength: 'auto' | number;
  /** One pass also has the step after its end. */
  readonly next: boolean;
}

export const firstGenerationChoice: GenerationChoice = {
  step: 0,
  rows: 'layers',
  beyond: false,
  filtered: false,
  listed: filterText(defaultFilter),
  renormalise: false,
  promptLength: 'auto',
  next: false,
};

/** The choice for another input: what is left out stays, the rest is about the text. */
export function forAnotherText({ filtered, listed }: GenerationChoice): GenerationChoice {
  return { ...firstGenerationChoice, filtered, listed };
}

export function filterOf({ filtered, listed }: GenerationChoice): TokenFilter {
  return filtered ? { tokens: parseFilter(listed), special: true } : noFilter;
}
