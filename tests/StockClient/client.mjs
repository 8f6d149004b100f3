// A phone made of the stock clients. Usage: node client.mjs json|messagepack BASE-URL [TOKEN]
// Takes one command a line on standard input and prints one JSON object a line:
//   {"call":1,"hub":"parking","method":"SubscribeToParking","args":["site"]}  →  {"call":1,"value":…} or {"call":1,"error":"…"}
//   {"watch":"camera","options":{…},"acknowledge":true}  →  {"frame":{…}} for each, {"watchEnded":"camera","error"?:"…"}
//   {"unwatch":"camera"}
// Events of either hub come as {"event":"ParkingUpdate","hub":"parking","value":…}. "at" is this process's clock in Unix milliseconds.
import { createInterface } from 'node:readline';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { inspectJpeg } from './jpeg.mjs';

const SAMPLE_EVERY = 30;
const [protocol, base, token] = process.argv.slice(2);
const print = (message) => process.stdout.write(`${JSON.stringify({ ...message, at: Date.now() })}\n`);

async function connect(hub) {
  const builder = new HubConnectionBuilder()
    .withUrl(`${base}/hubs/${hub}`, token ? { accessTokenFactory: () => token } : {})
    .configureLogging(LogLevel.Error);
  if (protocol === 'messagepack') {
    builder.withHubProtocol(new MessagePackHubProtocol());
  }
  const connection = builder.build();
  for (const event of ['ParkingUpdate', 'CameraStatusChanged']) {
    connection.on(event, (value) => print({ event, hub, value }));
  }
  connection.onclose((error) => print({ closed: hub, error: error?.message }));
  await connection.start();
  return connection;
}

const hubs = { parking: await connect('parking'), cameras: await connect('cameras') };
const watches = new Map();

async function call({ call: number, hub, method, args }) {
  try {
    print({ call: number, value: await hubs[hub].invoke(method, ...args) });
  } catch (error) {
    print({ call: number, error: error.message });
  }
}

function watch({ watch: camera, options, acknowledge }) {
  let count = 0;
  const stream = hubs.cameras.stream('WatchCamera', camera, options ?? null);
  watches.set(camera, stream.subscribe({
    next: (frame) => {
      if (acknowledge) {
        void hubs.cameras.send('AckFrame', camera, frame.sequence);
      }
      const bytes = typeof frame.data === 'string' ? Buffer.from(frame.data, 'base64') : Buffer.from(frame.data);
      print({
        frame: {
          ...frame,
          data: count++ % SAMPLE_EVERY === 0 ? bytes.toString('base64') : undefined,
          fields: Object.keys(frame),
          dataType: frame.data.constructor.name,
          ...inspectJpeg(bytes),
        },
      });
    },
    complete: () => print({ watchEnded: camera }),
    error: (error) => print({ watchEnded: camera, error: error.message }),
  }));
}

function unwatch({ unwatch: camera }) {
  watches.get(camera)?.dispose();
  watches.delete(camera);
}

print({ ready: protocol });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if ('call' in command) {
    void call(command);
  } else if ('watch' in command) {
    watch(command);
  } else if ('unwatch' in command) {
    unwatch(command);
  }
}
await Promise.all(Object.values(hubs).map((hub) => hub.stop()));
