import type { Problem } from '../wire.ts';
import type { HttpAnswer } from '../environment/environment.ts';

/** The problem in the body of an answer; an empty one when there is none. */
export async function readProblem(answer: Pick<HttpAnswer, 'text'>): Promise<Problem> {
  return readObject(await answer.text());
}

/** The object in a JSON text; an empty one when it holds none. */
export function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
