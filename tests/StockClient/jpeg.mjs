// The properties of a JPEG, from its header (ITU-T T.81, annex B).

/** Whether it begins and ends as a JPEG does, and the size that its frame header names. */
export function inspectJpeg(bytes) {
  const whole = bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (isFrameHeader(bytes[at + 1])) {
      return { whole, jpegHeight: bytes.readUInt16BE(at + 5), jpegWidth: bytes.readUInt16BE(at + 7), bytes: bytes.length };
    }
  }
  return { whole, bytes: bytes.length };
}

/** SOF0 to SOF15 without the tables DHT, JPG and DAC, which lie between them. */
function isFrameHeader(marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
