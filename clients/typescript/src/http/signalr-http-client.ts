import { AbortError, HttpClient, HttpError, HttpResponse, type HttpRequest } from '@microsoft/signalr';
import type { Environment } from '../environment/environment.ts';

/** SignalR's HTTP client, implemented on the environment's fetch. Used for negotiation and long polling. */
export class SignalRHttpClient extends HttpClient {
  readonly #environment: Environment;

  constructor(environment: Environment) {
    super();
    this.#environment = environment;
  }

  override send(request: HttpRequest): Promise<HttpResponse> {
    const { abortSignal } = request;
    if (abortSignal?.aborted === true) return Promise.reject(new AbortError());
    return new Promise<HttpResponse>((resolve, reject) => {
      if (abortSignal !== undefined) abortSignal.onabort = () => reject(new AbortError());
      this.#send(request).then(resolve, reject);
    });
  }

  async #send({ method = 'GET', url = '', headers, content, responseType }: HttpRequest): Promise<HttpResponse> {
    const body = content === '' ? undefined : content;
    const response = await this.#environment.fetch(url, {
      method,
      headers: { 'X-Requested-With': 'XMLHttpRequest', ...headers },
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new HttpError((await response.text()) || response.statusText, response.status);
    const isBinary = responseType === 'arraybuffer';
    return new HttpResponse(response.status, response.statusText, isBinary ? await response.arrayBuffer() : await response.text());
  }
}
