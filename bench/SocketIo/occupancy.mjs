// Socket.IO 4 as its documentation has it: a room for the location, one event an update to the room.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const [port] = process.argv.slice(2);
const http = createServer((request, response) => {
  if (request.url !== '/publish') {
    return; // Socket.IO's
  }
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    io.to('bench').emit('ParkingUpdate', JSON.parse(body));
    response.end();
  });
});
const io = new Server(http, { serveClient: false });
io.on('connection', socket => {
  socket.on('follow', location => {
    socket.join(location);
    socket.emit('following', location);
  });
});

http.listen(Number(port), '127.0.0.1', () => console.log('ready'));

// The process that started this one is gone.
process.stdin.resume().on('end', () => process.exit(0));
