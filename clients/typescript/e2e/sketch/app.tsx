/** The mobile app's page as its documents have it (React on the web in place of React Native): only the import of SocketService is another one. */
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import SocketService from '@live-parking/client/socket-service';

const API_CONFIG = { SOCKET_URL: 'ws://localhost:5000' };

function LiveFootage({ parkingLocation }: { parkingLocation: string }) {
  const [videoFrame, setVideoFrame] = useState<string | null>(null);
  const [connectionStatus, setConnectionStatus] = useState('connecting');
  useEffect(() => {
    const socket = SocketService.connect(API_CONFIG.SOCKET_URL);
    socket.on('disconnect', () => setConnectionStatus('disconnected'));
    SocketService.subscribeToCamera(parkingLocation, frameData => {
      setVideoFrame(frameData.data);
      setConnectionStatus('connected');
    });
    return () => {
      socket.disconnect();
    };
  }, [parkingLocation]);
  return (
    <figure data-connection={connectionStatus}>
      {videoFrame !== null && <img id="footage" alt="" src={`data:image/jpeg;base64,${videoFrame}`} />}
    </figure>
  );
}

function LiveParkingPage() {
  const [levels, setLevels] = useState([{ id: 'upper-basement', name: 'Upper Basement', spots: { total: 150, occupied: 45, available: 105 } }]);
  const [showsFootage, setShowsFootage] = useState(true);
  useEffect(() => {
    SocketService.subscribeToParking('pakuwon-basement', data => {
      setLevels(known => known.map(level => (level.id === data.level_id ? { ...level, spots: data.data } : level)));
    });
  }, []);
  return (
    <main>
      {levels.map(level => (
        <p key={level.id} data-level={level.id}>
          {level.spots.occupied} of {level.spots.total}, {level.spots.available} free
        </p>
      ))}
      <button onClick={() => setShowsFootage(shows => !shows)}>Live footage</button>
      {showsFootage && <LiveFootage parkingLocation="pakuwon-basement" />}
    </main>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <LiveParkingPage />
  </StrictMode>,
);
