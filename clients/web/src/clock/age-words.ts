/** An age for people: `just now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 days ago`. Negative ages count as none. */
export function ageWords(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  if (seconds < 1) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86400)} days ago`;
}

/** A short delay for people: `85 ms`, `1.2 s`, `12 s`. */
export function delayWords(milliseconds: number): string {
  const positive = Math.max(0, milliseconds);
  if (positive < 995) return `${Math.round(positive)} ms`;
  return positive < 9950 ? `${(positive / 1000).toFixed(1)} s` : `${Math.round(positive / 1000)} s`;
}
