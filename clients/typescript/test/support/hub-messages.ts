import { decode, encode } from '@msgpack/msgpack';

/** A message from a client to a hub, in either protocol. */
export type ClientMessage =
  | { readonly kind: 'invoke' | 'stream'; readonly id: string | undefined; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'cancel'; readonly id: string }
  | { readonly kind: 'other' };

/** A message from a hub. */
export type HubMessage =
  | { readonly kind: 'event'; readonly event: string; readonly value: unknown }
  | { readonly kind: 'item'; readonly id: string; readonly value: unknown }
  | { readonly kind: 'result'; readonly id: string; readonly value?: unknown }
  | { readonly kind: 'error'; readonly id: string; readonly error: string }
  | { readonly kind: 'ping' }
  | { readonly kind: 'close'; readonly error: string };

const endOfText = '\u001e';

export function readMessages(data: string | ArrayBuffer): ClientMessage[] {
  return typeof data === 'string'
    ? data
        .split(endOfText)
        .filter(text => text !== '')
        .map(text => readJson(JSON.parse(text) as JsonMessage))
    : unframe(new Uint8Array(data)).map(bytes => readArray(decode(bytes) as unknown[]));
}

export function writeMessage(message: HubMessage, protocol: string): string | ArrayBuffer {
  return protocol === 'json' ? `${JSON.stringify(jsonOf(message))}${endOfText}` : frame(encode(arrayOf(message), { ignoreUndefined: true }));
}

interface JsonMessage {
  readonly type: number;
  readonly invocationId?: string;
  readonly target?: string;
  readonly arguments?: readonly unknown[];
}

function readJson({ type, invocationId: id, target: method = '', arguments: args = [] }: JsonMessage): ClientMessage {
  if (type === 1 || type === 4) return { kind: type === 1 ? 'invoke' : 'stream', id, method, args };
  return type === 5 && id !== undefined ? { kind: 'cancel', id } : { kind: 'other' };
}

function readArray(fields: unknown[]): ClientMessage {
  const [type, , id, method, args] = fields as [number, unknown, string | null, string, unknown[]];
  if (type === 1 || type === 4) return { kind: type === 1 ? 'invoke' : 'stream', id: id ?? undefined, method, args };
  return type === 5 && id !== null ? { kind: 'cancel', id } : { kind: 'other' };
}

function arrayOf(message: HubMessage): unknown[] {
  switch (message.kind) {
    case 'event':
      return [1, {}, null, message.event, [message.value], []];
    case 'item':
      return [2, {}, message.id, message.value];
    case 'result':
      return message.value === undefined ? [3, {}, message.id, 2] : [3, {}, message.id, 3, message.value];
    case 'error':
      return [3, {}, message.id, 1, message.error];
    case 'ping':
      return [6];
    case 'close':
      return [7, message.error, false];
  }
}

function jsonOf(message: HubMessage): unknown {
  switch (message.kind) {
    case 'event':
      return { type: 1, target: message.event, arguments: [message.value] };
    case 'item':
      return { type: 2, invocationId: message.id, item: message.value };
    case 'result':
      return { type: 3, invocationId: message.id, result: message.value };
    case 'error':
      return { type: 3, invocationId: message.id, error: message.error };
    case 'ping':
      return { type: 6 };
    case 'close':
      return { type: 7, error: message.error };
  }
}

/** Length-prefixed, as the binary protocol has it. */
function frame(bytes: Uint8Array): ArrayBuffer {
  const length: number[] = [];
  for (let left = bytes.length; ; left >>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) break;
  }
  const whole = new Uint8Array(length.length + bytes.length);
  whole.set(length);
  whole.set(bytes, length.length);
  return whole.buffer;
}

function unframe(bytes: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    messages.push(bytes.subarray(at, at + length));
    at += length;
  }
  return messages;
}
