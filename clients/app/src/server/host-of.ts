/** The part of a server's address that people recognise: `192.168.1.20:5000`. */
export function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '');
}
