import { fromBase64 } from '@live-parking/client';

/** The payload of a JSON web token, whose signature is not checked; {} when it is not one. */
export function readPayload(token: string | undefined): Readonly<Record<string, unknown>> {
  const bytes = fromBase64(token?.split('.')[1] ?? '');
  if (bytes === undefined) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** A claim with one text or several. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}
