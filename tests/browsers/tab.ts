/** What stands in the page: a frame of it, the only one, where `frame` is set. */
export interface Where {
  readonly frame?: boolean;
}

/** One window of a browser: as much as the drivers of all engines can do. */
export interface Tab {
  readonly engine: Engine;
  /** The engine's name and version. */
  readonly version: string;
  /**
   * Errors in the console and those nobody caught, since the last call; WebKitGTK's driver tells of
   * none.
   */
  complaints(): Promise<readonly string[]>;
  /** Opens an address, from a blank page, so that one that differs in its fragment is opened anew. */
  open(url: string): Promise<void>;
  /** Runs a function, which may use nothing from around it, in the page; what crosses is JSON. */
  run<A, R>(inside: (argument: A) => R | Promise<R>, argument: A, where?: Where): Promise<R>;
  /** Presses and lets go of the pointer's first button, CSS pixels from the window's corner. */
  click(x: number, y: number): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** What the window shows, as PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

export type Engine = 'chromium' | 'firefox' | 'webkit';

/** Source that calls the function with its argument, for drivers that take source. */
export function callOf<A>(inside: (argument: A) => unknown, argument: A): string {
  return `(${inside})(${JSON.stringify(argument) ?? 'undefined'})`;
}

/** Asks again until the answer pleases, for at most so many seconds. */
export async function until<T>(
  ask: () => Promise<T>,
  pleases: (answer: T) => boolean,
  seconds = 60,
): Promise<T> {
  const end = performance.now() + 1000 * seconds;
  for (;;) {
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (performance.now() > end) {
      throw new Error(`waited ${seconds} s; the last answer was ${JSON.stringify(answer)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
