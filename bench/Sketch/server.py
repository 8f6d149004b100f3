"""The sketch that Live Parking replaces: one Flask process, one camera, every frame to every client."""

import base64
import sys
import time

import eventlet

eventlet.monkey_patch()

import cv2
from flask import Flask, request
from flask_socketio import SocketIO, emit

CAMERA, PORT = sys.argv[1], int(sys.argv[2])
FPS = 30

app = Flask(__name__)
socketio = SocketIO(app, cors_allowed_origins="*", async_mode="eventlet")
connected_clients = {}


class CameraStreamer:
    def __init__(self, camera_id):
        self.camera_id = camera_id
        self.is_streaming = False

    def start(self):
        if not self.is_streaming:
            self.is_streaming = True
            socketio.start_background_task(self.run)

    def run(self):
        capture = cv2.VideoCapture(self.camera_id)
        due = time.monotonic()
        while self.is_streaming:
            ok, frame = capture.read()
            if not ok:
                # The film is over; a camera would go on.
                capture.release()
                capture = cv2.VideoCapture(self.camera_id)
                continue
            ok, encoded = cv2.imencode(".jpg", frame)
            data = base64.b64encode(encoded.tobytes()).decode("ascii")
            socketio.emit("video_frame", {"data": data, "timestamp": time.time()})
            due = max(due + 1 / FPS, time.monotonic())
            socketio.sleep(max(0, due - time.monotonic()))


streamer = CameraStreamer(CAMERA)


@socketio.on("connect")
def on_connect():
    connected_clients[request.sid] = {"camera": None}


@socketio.on("disconnect")
def on_disconnect():
    connected_clients.pop(request.sid, None)


@socketio.on("subscribe_to_camera")
def on_subscribe(message):
    connected_clients[request.sid]["camera"] = message["camera_id"]
    streamer.start()
    emit("subscribed", {"camera_id": message["camera_id"]})


if __name__ == "__main__":
    print("ready", flush=True)
    socketio.run(app, host="127.0.0.1", port=PORT, log_output=False)
