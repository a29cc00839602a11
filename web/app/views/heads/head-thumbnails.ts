import { Question } from '#app/picture/question';
import type { OpenInput } from '#app/state/state';
import type { ServiceSources } from '#app/view/services';
import type { Engine } from '#engine/engine';
import type { HeadStack } from '#model/heads';

/** Rows and columns of a thumbnail at most: all of a short text, and on most screens more than fits. */
const mostCells = 48;

/** All heads of an input made small. */
export interface Thumbnails {
  readonly input: OpenInput;
  readonly stack: HeadStack;
}

/** Keeps the thumbnails of the input that is looked at. */
export class HeadThumbnails extends Question<Thumbnails> {
  readonly #engine: Engine;

  constructor({ engine }: Pick<ServiceSources, 'engine'>) {
    super();
    this.#engine = engine;
  }

  wantHeads(input: OpenInput): void {
    this.want(JSON.stringify([input.id, input.choice]), async (task) => ({
      input,
      stack: await this.#engine.heads(input.id, mostCells, task),
    }));
  }
}
