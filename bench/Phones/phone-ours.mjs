// Another build of the package can be measured in its place.
const { LiveParkingClient } = await import(process.env.LIVE_PARKING_CLIENT ?? '../../clients/typescript/dist/index.js');

/** A phone with this system's client package. */
export class OurPhone {
  #client;

  constructor({ url, location, camera, maxFps, token, shown }) {
    this.#client = new LiveParkingClient({ url, token });
    const parking = this.#client.parking(location);
    parking.subscribe(() => {
      const level = parking.getSnapshot().status?.levels[0];
      if (level !== undefined) shown.number(level.version, level.spots.occupied);
    });
    const pictures = this.#client.camera(camera, { quality: 'low', maxFps });
    pictures.subscribe(() => {
      const { frame } = pictures.getSnapshot();
      if (frame !== undefined) shown.picture(frame.sequence, frame.capturedAt);
    });
  }

  hide() {
    this.#client.setVisible(false);
  }

  show() {
    this.#client.setVisible(true);
  }

  goOffline() {
    this.#client.setOnline(false);
  }

  goOnline() {
    this.#client.setOnline(true);
  }

  close() {
    return this.#client.close();
  }
}
