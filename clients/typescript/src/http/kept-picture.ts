/** The last picture of a camera, kept after its last viewer has left. */
export interface KeptPicture {
  readonly data: Uint8Array;
  readonly contentType: string;
  /** How old it was when the gateway sent it, milliseconds. */
  readonly ageMs: number;
}
