// Socket.IO 4 as documented: rooms for numbers and pictures, and a token that is checked when a client connects. A connection ends
// with its token, as SignalR's and this system's do.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const [port, bytes] = process.argv.slice(2).map(Number);
const newest = new Map();
const cameras = new Map();
const picture = Buffer.alloc(bytes);

const http = createServer((request, response) => {
  if (request.url !== '/publish') {
    return; // Socket.IO's
  }
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    const { location, version, occupied } = JSON.parse(body);
    newest.set(location, [version, occupied]);
    io.to(location).emit('parking', version, occupied);
    response.end();
  });
});
const io = new Server(http, { serveClient: false });

io.use((socket, next) => {
  const [, payload] = socket.handshake.auth.token.split('.');
  socket.data.left = JSON.parse(Buffer.from(payload, 'base64url')).exp * 1000 - Date.now();
  next(socket.data.left > 0 ? undefined : new Error('The token has ended.'));
});

io.on('connection', socket => {
  const end = setTimeout(() => socket.disconnect(), socket.data.left);
  socket.on('disconnect', () => clearTimeout(end));
  socket.on('follow', location => {
    socket.join(location);
    if (newest.has(location)) socket.emit('parking', ...newest.get(location));
  });
  socket.on('watch', (camera, maxFps) => {
    const room = `${camera} ${maxFps}`;
    socket.join(room);
    if (!cameras.has(room)) cameras.set(room, setInterval(() => show(room), 1000 / maxFps));
  });
});

function show(room) {
  const now = Date.now();
  io.to(room).emit('frame', { sequence: now, capturedAt: now, rung: 'low', width: 320, height: 180, contentType: 'image/jpeg', data: picture });
}

http.listen(port, '127.0.0.1', () => console.log('ready'));

// The process that started this one is gone.
process.stdin.resume().on('end', () => process.exit(0));
