import type { Problem } from '../wire.ts';
import type { HttpResponse } from '../environment/environment.ts';

/** The problem in the body of a response, or {} when the body is not a JSON object. */
export async function readProblem(response: Pick<HttpResponse, 'text'>): Promise<Problem> {
  return readObject(await response.text());
}

/** The object in a JSON text, or {} when the text is not a JSON object. */
export function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
