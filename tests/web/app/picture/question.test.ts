import { describe, expect, it } from 'vitest';
import { Question } from '#app/picture/question';
import { EngineError } from '#engine/engine';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a question', () => {
  it('is asked once, however often it is wanted', async () => {
    const question = new Question<number>();
    let asked = 0;
    const ask = async () => ++asked;
    question.want('a', ask);
    question.want('a', ask);
    await settled();
    expect(question.answer).toBe(1);
  });

  it('keeps the answer that stands until the next is there, and drops what comes too late', async () => {
    const question = new Question<string>();
    const answers: ((answer: string) => void)[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const ask = (key: string) =>
      question.want(key, ({ signal }) => {
        signals.push(signal);
        return new Promise((answer) => answers.push(answer));
      });
    ask('a');
    answers[0]?.('first');
    await settled();
    ask('b');
    ask('c');
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true, false]);
    answers[1]?.('late');
    await settled();
    expect(question.answer).toBe('first');
    answers[2]?.('third');
    await settled();
    expect(question.answer).toBe('third');
  });

  it('tells why there is no answer, until there is one', async () => {
    const question = new Question<number>();
    let changes = 0;
    question.addEventListener('change', () => {
      changes += 1;
    });
    question.want('a', async () => {
      throw new EngineError('rectangular', 'not square');
    });
    await settled();
    expect(question.message).toBe('not square');
    question.want('b', async () => 2);
    await settled();
    expect([question.message, question.answer, changes]).toEqual([undefined, 2, 2]);
  });
});
