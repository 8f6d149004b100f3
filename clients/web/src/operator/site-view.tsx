import type { Alarm, Correction, LevelSensors, LevelStatus, LocationStatus, SensorStatus } from '@live-parking/client';
import { useAlarms, useParking } from '@live-parking/client/react';
import { useAnswer } from './answers.ts';
import { CameraPanel } from './camera-panel.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';
import { Freshness } from './freshness.tsx';
import { HistoryChart } from './history-chart.tsx';
import { useNow } from './hooks.ts';
import { useEffect, useMemo, useRef, useState, type ComponentChildren } from './preact.ts';
import { ago, kindWords, number, rankWords, stateWords, statusWords } from './words.ts';

const noCorrections: readonly Correction[] = [];

/** One site: its alarms, levels, cameras, and of the chosen level sensors, anomalies, corrections and history. */
export function SiteView({ id, part }: { readonly id: string; readonly part: 'cameras' | undefined }): ComponentChildren {
  const { status, link, error, ...rest } = useParking(id);
  const { alarms } = useAlarms();
  const [levelId, setLevelId] = useState<string>();
  const cameras = useRef<HTMLElement>(null);
  const isKnown = status !== undefined;
  useEffect(() => {
    if (part === 'cameras' && isKnown) cameras.current?.focus();
  }, [part, isKnown]);
  if (status === undefined)
    return (
      <main class="view" id="view" tabIndex={-1}>
        <p class={error === undefined ? 'nothing' : 'nothing error'} role="status">
          {error?.message ?? (link === 'loading' ? 'Loading the site…' : 'The gateway does not answer. This page connects again by itself.')}
        </p>
      </main>
    );
  const level = status.levels.find(candidate => candidate.levelId === levelId) ?? status.levels[0];
  return (
    <main class="view scroll" id="view" tabIndex={-1}>
      <div class="title">
        <h1>{status.name}</h1>
        <p>
          {statusWords[status.status]} · {number(status.spots.available)} free of {number(status.spots.total)}
          {status.address !== undefined && ` · ${status.address}`}
          {status.groups !== undefined && ` · ${status.groups.join(', ')}`}
        </p>
        <Freshness state={{ link, ageMs: rest.ageMs }} />
      </div>
      <SiteAlarms alarms={alarms.filter(alarm => alarm.locationId === id)} />
      <section aria-labelledby="levels-title">
        <h2 id="levels-title">Levels</h2>
        {status.levels.length === 0 ? (
          <p class="nothing">This site has no levels.</p>
        ) : (
          <ul class="levels" role="listbox" aria-labelledby="levels-title">
            {status.levels.map(candidate => (
              <LevelTile key={candidate.levelId} level={candidate} isChosen={candidate === level} choose={() => setLevelId(candidate.levelId)} />
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="cameras-title" ref={cameras} tabIndex={-1}>
        <h2 id="cameras-title">Cameras</h2>
        {status.cameras.length === 0 ? <p class="nothing">This site has no cameras.</p> : <CameraPanel cameras={status.cameras} />}
      </section>
      {level !== undefined && <LevelDetails key={level.levelId} location={status} level={level} />}
    </main>
  );
}

function SiteAlarms({ alarms }: { readonly alarms: readonly Alarm[] }): ComponentChildren {
  const now = useNow(1000);
  if (alarms.length === 0) return null;
  return (
    <section aria-labelledby="site-alarms-title">
      <h2 id="site-alarms-title">Alarms</h2>
      <ul class="site-alarms">
        {alarms.map(alarm => (
          <li key={alarm.id}>
            <span class="badge" data-rank={alarm.rank}>
              {rankWords[alarm.rank]}
            </span>
            <strong>{kindWords[alarm.kind]}</strong>
            <span>{alarm.cause}</span>
            <small>
              {ago(now - Date.parse(alarm.since))} · {stateWords[alarm.state]}
              {alarm.by !== undefined && ` by ${alarm.by}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LevelTile({ level, isChosen, choose }: { readonly level: LevelStatus; readonly isChosen: boolean; readonly choose: () => void }): ComponentChildren {
  const { spots } = level;
  const full = spots.total === 0 ? 0 : Math.min(1, spots.occupied / spots.total);
  return (
    <li
      role="option"
      aria-selected={isChosen}
      tabIndex={isChosen ? 0 : -1}
      class={isChosen ? 'level chosen' : 'level'}
      onClick={choose}
      onKeyDown={event => {
        const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
        const next = step === 1 ? event.currentTarget.nextElementSibling : step === -1 ? event.currentTarget.previousElementSibling : null;
        if (event.key === 'Enter' || event.key === ' ') choose();
        else if (next instanceof HTMLElement) {
          next.click();
          next.focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <span class="level-name">{level.name}</span>
      <span class="level-free">{number(spots.available)}</span>
      <span class="level-of">free of {number(spots.total)}</span>
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${Math.round(full * 100)}%` }} data-status={level.status} />
      </span>
      <span class="level-status" data-status={level.status}>
        {statusWords[level.status]}
        {level.stale && <b class="bad"> · old</b>}
        {level.trend !== undefined && level.trend !== 'steady' && ` · ${level.trend}`}
      </span>
    </li>
  );
}

function LevelDetails({ location, level }: { readonly location: LocationStatus; readonly level: LevelStatus }): ComponentChildren {
  const [isCorrecting, setIsCorrecting] = useState(false);
  const path = `api/v1/locations/${location.id}/levels/${level.levelId}`;
  const inputs = [path, level.version];
  const { answer: sensors, problem } = useAnswer<LevelSensors>(() => `${path}/sensors`, inputs);
  const ledger = useAnswer<readonly Correction[]>(() => `${path}/corrections`, inputs).answer;
  const corrections = useMemo(() => ledger?.toReversed(), [ledger]);
  return (
    <section aria-labelledby="level-title">
      <h2 id="level-title">
        {level.name}
        <button type="button" class="beside" onClick={() => setIsCorrecting(true)}>
          Correct the number
        </button>
      </h2>
      {problem !== '' && (
        <p class="nothing error" role="alert">
          {problem}
        </p>
      )}
      <HistoryChart path={path} title={level.name} types={Object.keys(level.byType ?? {})} marks={corrections ?? noCorrections} />
      <div class="panels">
        <div class="panel">
          <h3>Sensors</h3>
          {sensors === undefined ? <p class="nothing">Loading…</p> : <Sensors sensors={sensors.sensors} />}
        </div>
        <div class="panel">
          <h3>Anomalies</h3>
          {sensors?.anomalies.length === 0 && <p class="nothing">None.</p>}
          <ul class="lines">
            {sensors?.anomalies.slice(0, 20).map(anomaly => (
              <li key={`${anomaly.kind} ${anomaly.firstAt} ${anomaly.sensorId ?? ''}`}>
                <span>{anomaly.detail}</span>
                <small>
                  {new Date(anomaly.at).toLocaleString()}
                  {anomaly.times > 1 && ` · ${number(anomaly.times)} times`}
                </small>
              </li>
            ))}
          </ul>
          {sensors?.disagreement !== undefined && (
            <p>
              Gates count {number(sensors.disagreement.gates)} cars, spot sensors {number(sensors.disagreement.spots)}.
            </p>
          )}
        </div>
        <div class="panel">
          <h3>Corrections</h3>
          {corrections?.length === 0 && <p class="nothing">None in the last 30 days.</p>}
          <ul class="lines">
            {corrections?.slice(0, 20).map(correction => (
              <li key={`${correction.id} ${correction.at}`}>
                <span>
                  {correction.before === undefined ? 'Set' : number(correction.before)} → {number(correction.after)}: {correction.reason}
                </span>
                <small>
                  {new Date(correction.at).toLocaleString()} · {correction.by}
                </small>
              </li>
            ))}
          </ul>
        </div>
      </div>
      {isCorrecting && <CorrectionDialog path={path} level={level} close={() => setIsCorrecting(false)} />}
    </section>
  );
}

const healthRanks: Readonly<Record<SensorStatus['health'], number>> = { failing: 0, silent: 1, ok: 2 };

function Sensors({ sensors }: { readonly sensors: readonly SensorStatus[] }): ComponentChildren {
  const now = useNow(1000);
  const [isWhole, setIsWhole] = useState(false);
  const sorted = sensors.toSorted((one, other) => healthRanks[one.health] - healthRanks[other.health] || (one.id < other.id ? -1 : 1));
  const bad = sorted.filter(sensor => sensor.health !== 'ok').length;
  const shown = isWhole ? sorted : sorted.slice(0, Math.max(bad, 10));
  if (sensors.length === 0) return <p class="nothing">No sensor has sent anything yet.</p>;
  return (
    <>
      <p>
        {number(sensors.length)} sensors, {bad === 0 ? 'all well' : <b class="bad">{number(bad)} not well</b>}
      </p>
      <ul class="lines">
        {shown.map(sensor => (
          <li key={sensor.id}>
            <span class={sensor.health === 'ok' ? '' : 'bad'}>
              {sensor.id}
              {sensor.health !== 'ok' && `: ${sensor.reason ?? sensor.health}`}
            </span>
            <small>
              {ago(now - Date.parse(sensor.lastSeen))} ago · {number(sensor.readingsPerHour)}/h
              {sensor.battery !== undefined && ` · battery ${sensor.battery} %`}
            </small>
          </li>
        ))}
      </ul>
      {shown.length < sorted.length && (
        <button type="button" class="link" onClick={() => setIsWhole(true)}>
          Show all {number(sorted.length)}
        </button>
      )}
    </>
  );
}
