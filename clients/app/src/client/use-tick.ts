import { useLiveParking } from '@live-parking/client/react';
import { useEffect, useState } from 'react';

/** Renders from time to time, so that ages are right. @returns This device's clock, Unix milliseconds. */
export function useTick(milliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}

/** The gateway's clock, Unix milliseconds, brought up to date every second. */
export function useGatewayTime(): number {
  const { clock } = useLiveParking();
  return clock.at(useTick(1000));
}
