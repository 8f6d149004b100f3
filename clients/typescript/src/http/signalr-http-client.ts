import { AbortError, HttpClient, HttpError, HttpResponse, type HttpRequest } from '@microsoft/signalr';
import type { Environment } from '../environment/environment.ts';

/** How SignalR speaks HTTP: by the client's own fetch. It is used where a connection is negotiated, and for long polling. */
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
    const answer = await this.#environment.fetch(url, {
      method,
      headers: { 'X-Requested-With': 'XMLHttpRequest', ...headers },
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new HttpError((await answer.text()) || answer.statusText, answer.status);
    const isBinary = responseType === 'arraybuffer';
    return new HttpResponse(answer.status, answer.statusText, isBinary ? await answer.arrayBuffer() : await answer.text());
  }
}
