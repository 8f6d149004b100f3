import { LiveParkingClient, ProblemError, type Overview } from '@live-parking/client';

/** Whether a server is there: `silent` when nothing answered, `foreign` when something else did. */
export type ServerCheck = 'there' | 'silent' | 'foreign';

/** Asks a server for its overview once. */
export async function checkServer(url: string): Promise<ServerCheck> {
  const client = new LiveParkingClient({ url, followBrowser: false });
  try {
    const overview = await client.http.ask<Partial<Overview> | null>('api/v1/overview');
    return Array.isArray(overview?.locations) ? 'there' : 'foreign';
  } catch (error) {
    // A page of another kind is no JSON.
    if (error instanceof SyntaxError) return 'foreign';
    if (!(error instanceof ProblemError)) throw error;
    // A busy gateway is there: its errors carry a code.
    return error.status === 0 ? 'silent' : error.code === '' ? 'foreign' : 'there';
  } finally {
    await client.close();
  }
}
