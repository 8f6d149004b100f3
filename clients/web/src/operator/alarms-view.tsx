import { useAlarms, useLiveParking, useOverview } from '@live-parking/client/react';
import type { Alarm, AlarmRank, AlarmsAnswer, AlarmState } from '@live-parking/client';
import { useAnswer } from './answers.ts';
import { Freshness } from './freshness.tsx';
import { useKeys, useNow } from './hooks.ts';
import { useMemo, useState, type ComponentChildren } from './preact.ts';
import { go } from './routes.ts';
import { NoteDialog } from './note-dialog.tsx';
import { ShelveDialog } from './shelve-dialog.tsx';
import { VirtualRows } from './virtual-rows.tsx';
import { ago, kindWords, number, placeOf, rankWords, stateWords } from './words.ts';

const dayMs = 86_400_000;
/** How often alarms that are over are asked for again: every site looks into its archive. */
const clearedEveryMs = 30_000;

/** Everything that is wrong, the worst first, live; or what is over. */
export function AlarmsView(): ComponentChildren {
  const state = useAlarms();
  const { locations } = useOverview();
  const store = useLiveParking().alarms();
  const now = useNow(1000);
  const [rank, setRank] = useState<AlarmRank | ''>('');
  const [shown, setShown] = useState<AlarmState | 'open' | 'all'>('open');
  const [selectedId, setSelectedId] = useState<string>();
  const [shelving, setShelving] = useState<Alarm>();
  const [noting, setNoting] = useState<Alarm>();
  const [problem, setProblem] = useState('');
  const names = useMemo(() => new Map(locations.map(location => [location.id, location.name])), [locations]);
  // Those that are over come from the archive; the others are live.
  const cleared = useAnswer<AlarmsAnswer>(
    () => (shown === 'cleared' ? `api/v1/alarms?state=cleared&from=${new Date(Date.now() - dayMs).toISOString()}` : undefined),
    [shown],
    clearedEveryMs,
  );
  const clearedProblem = shown === 'cleared' ? cleared.problem : '';
  const alarms = shown === 'cleared' ? (cleared.answer?.alarms ?? []) : state.alarms;
  const rows = alarms.filter(
    alarm => (rank === '' || alarm.rank === rank) && (shown === 'all' || (shown === 'open' ? alarm.state !== 'shelved' : alarm.state === shown)),
  );
  const selected = rows.findIndex(alarm => alarm.id === selectedId);
  const current = rows[selected];
  const changeable = current?.state === 'cleared' ? undefined : current;
  const select = (index: number) => setSelectedId(rows[Math.max(0, Math.min(rows.length - 1, index))]?.id);
  const act = (action: Promise<unknown>) => {
    setProblem('');
    action.catch((error: unknown) => setProblem(error instanceof Error ? error.message.replace(/^.*HubException: /, '') : String(error)));
  };
  const open = (alarm: Alarm | undefined) => {
    if (alarm?.locationId !== undefined) go({ view: 'site', id: alarm.locationId });
  };
  useKeys((key, event) => {
    if (key === 'j' || key === 'ArrowDown') select(selected + 1);
    else if (key === 'k' || key === 'ArrowUp') select(selected < 0 ? 0 : selected - 1);
    else if (key === 'Enter' && !(event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)) open(current);
    else if (key === 'a' && changeable !== undefined) act(store.acknowledge(changeable.id));
    else if (key === 'n' && changeable !== undefined) setNoting(changeable);
    else if (key === 's' && changeable !== undefined) setShelving(changeable);
    else if (key === 'u' && current?.state === 'shelved') act(store.unshelve(current.id));
    else if (key === 'c' && current?.locationId !== undefined) go({ view: 'site', id: current.locationId, part: 'cameras' });
    else return;
    event.preventDefault();
  });
  return (
    <main class="view" id="view" tabIndex={-1}>
      <h1 class="visually-hidden">Alarms</h1>
      <div class="tools">
        <label class="field">
          <span>Rank</span>
          <select value={rank} onChange={event => setRank(event.currentTarget.value as AlarmRank | '')}>
            <option value="">All</option>
            {Object.entries(rankWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Show</span>
          <select value={shown} onChange={event => setShown(event.currentTarget.value as typeof shown)}>
            <option value="open">Not shelved</option>
            <option value="active">Active</option>
            <option value="acknowledged">Acknowledged</option>
            <option value="shelved">Shelved</option>
            <option value="all">All</option>
            <option value="cleared">Cleared, last day</option>
          </select>
        </label>
        <div class="actions">
          <button type="button" disabled={changeable === undefined || changeable.state === 'acknowledged'} onClick={() => changeable && act(store.acknowledge(changeable.id))}>
            Acknowledge <kbd>a</kbd>
          </button>
          <button type="button" disabled={changeable === undefined} onClick={() => setNoting(changeable)}>
            Note <kbd>n</kbd>
          </button>
          {current?.state === 'shelved' ? (
            <button type="button" onClick={() => act(store.unshelve(current.id))}>
              Unshelve <kbd>u</kbd>
            </button>
          ) : (
            <button type="button" disabled={changeable === undefined} onClick={() => setShelving(changeable)}>
              Shelve <kbd>s</kbd>
            </button>
          )}
        </div>
        <p class="count" aria-live="polite">
          {number(rows.length)} of {number(alarms.length)} alarms
        </p>
        <Freshness state={state} />
      </div>
      {(problem !== '' || clearedProblem !== '') && (
        <p class="nothing error" role="alert">
          {problem === '' ? clearedProblem : problem}
        </p>
      )}
      {rows.length === 0 ? (
        <NoAlarms link={state.link} error={state.error?.message} isFiltered={state.alarms.length > 0 || shown === 'cleared'} />
      ) : (
        <VirtualRows
          items={rows}
          keyOf={alarm => alarm.id}
          rowHeight={44}
          selected={selected}
          label="Alarms"
          columns={5}
          select={select}
          open={index => open(rows[index])}
          header={
            <>
              <span role="columnheader" class="a-rank">
                Rank
              </span>
              <span role="columnheader" class="a-since">
                For
              </span>
              <span role="columnheader" class="a-place">
                Place
              </span>
              <span role="columnheader" class="a-cause">
                What is wrong
              </span>
              <span role="columnheader" class="a-state">
                State
              </span>
            </>
          }
          row={alarm => (
            <>
              <span role="cell" class="a-rank">
                <span class="badge" data-rank={alarm.rank}>
                  {rankWords[alarm.rank]}
                </span>
              </span>
              <span role="cell" class="a-since" title={alarm.since}>
                {ago(now - Date.parse(alarm.since))}
              </span>
              <span role="cell" class="a-place">
                {alarm.locationId === undefined ? (
                  placeOf(alarm, id => id)
                ) : (
                  <a href={`#/site/${alarm.locationId}`}>{placeOf(alarm, id => names.get(id) ?? id)}</a>
                )}
              </span>
              <span role="cell" class="a-cause">
                <strong>{kindWords[alarm.kind]}</strong>
                <small title={alarm.cause}>{alarm.cause}</small>
              </span>
              <span role="cell" class="a-state">
                {stateWords[alarm.state]}
                <small>{[alarm.by, alarm.until === undefined ? undefined : `until ${new Date(alarm.until).toLocaleString()}`, alarm.note].filter(Boolean).join(' · ')}</small>
              </span>
            </>
          )}
        />
      )}
      {noting !== undefined && (
        <NoteDialog
          alarm={noting}
          close={() => setNoting(undefined)}
          acknowledge={note => {
            act(store.acknowledge(noting.id, note));
            setNoting(undefined);
          }}
        />
      )}
      {shelving !== undefined && (
        <ShelveDialog
          alarm={shelving}
          close={() => setShelving(undefined)}
          shelve={(until, reason) => {
            act(store.shelve(shelving.id, until, reason));
            setShelving(undefined);
          }}
        />
      )}
    </main>
  );
}

function NoAlarms({ link, error, isFiltered }: { readonly link: string; readonly error: string | undefined; readonly isFiltered: boolean }): ComponentChildren {
  if (error !== undefined) return <p class="nothing error">{error}</p>;
  if (isFiltered) return <p class="nothing">No alarm matches.</p>;
  if (link === 'loading') return <p class="nothing">Loading the alarms…</p>;
  if (link === 'lost') return <p class="nothing error">The gateway does not answer. This page connects again by itself.</p>;
  return <p class="nothing well">Nothing is wrong.</p>;
}
