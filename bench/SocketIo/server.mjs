// Socket.IO 4 as its documentation has it: a room for the camera, one binary event a frame to the room.
import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from 'socket.io';

const [folder, rate, port] = process.argv.slice(2);
const pictures = readdirSync(folder).filter(name => name.endsWith('.jpg')).sort().map(name => readFileSync(join(folder, name)));
const timeOffset = 10;

const http = createServer();
const io = new Server(http, { serveClient: false });
io.on('connection', socket => {
  socket.on('watch', camera => socket.join(camera));
});

let sequence = 0;
function show() {
  const picture = Buffer.from(pictures[sequence % pictures.length]);
  picture.writeBigInt64LE(process.hrtime.bigint(), timeOffset);
  sequence++;
  io.to('bench-1').emit('frame', {
    cameraId: 'bench-1', sequence, capturedAt: Date.now(), rung: 'high', width: 1280, height: 720, contentType: 'image/jpeg', data: picture,
  });
}

// Whole multiples of the interval, so that the errors of the timer do not add up.
const interval = 1000 / Number(rate);
const began = performance.now();
let frames = 0;
function tick() {
  show();
  frames++;
  setTimeout(tick, Math.max(0, began + frames * interval - performance.now()));
}

http.listen(Number(port), '127.0.0.1', () => {
  console.log('ready');
  tick();
});

// The process that started this one is gone.
process.stdin.resume().on('end', () => process.exit(0));
