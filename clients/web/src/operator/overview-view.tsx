import type { LocationSummary } from '@live-parking/client';
import { useOverview } from '@live-parking/client/react';
import { AlarmBadges } from './alarm-badges.tsx';
import { Freshness } from './freshness.tsx';
import { useKeys } from './hooks.ts';
import { firstChoice, fullness, groupsOf, overviewRows, type OverviewChoice, type SortKey } from './overview-rows.ts';
import { useEffect, useMemo, useRef, useState, type ComponentChildren } from './preact.ts';
import { go } from './routes.ts';
import { VirtualRows } from './virtual-rows.tsx';
import { number, statusWords } from './words.ts';

const columns: readonly { readonly key: SortKey; readonly title: string; readonly className: string }[] = [
  { key: 'alarms', title: 'Alarms', className: 'c-alarms' },
  { key: 'name', title: 'Site', className: 'c-name' },
  { key: 'status', title: 'Status', className: 'c-status' },
  { key: 'available', title: 'Free', className: 'c-number' },
  { key: 'occupied', title: 'Occupied', className: 'c-bar' },
  { key: 'levels', title: 'Levels', className: 'c-levels' },
  { key: 'cameras', title: 'Cameras', className: 'c-cameras' },
];

/** What was chosen stays when the operator comes back from a site. */
let lastChoice = firstChoice;
let lastSelected: string | undefined;

/** All sites: which of them needs somebody, by group, live. */
export function OverviewView(): ComponentChildren {
  const overview = useOverview();
  const [choice, setChoice] = useState(lastChoice);
  const [selectedId, setSelectedId] = useState(lastSelected);
  const search = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => overviewRows(overview.locations, choice), [overview.locations, choice]);
  const groups = useMemo(() => groupsOf(overview.locations), [overview.locations]);
  const selected = selectedId === undefined ? -1 : rows.findIndex(row => row.id === selectedId);
  const change = (part: Partial<OverviewChoice>) => setChoice(before => ({ ...before, ...part }));
  const select = (index: number) => setSelectedId(rows[Math.max(0, Math.min(rows.length - 1, index))]?.id);
  const open = (index: number) => {
    const row = rows[index];
    if (row !== undefined) go({ view: 'site', id: row.id });
  };
  useEffect(() => {
    lastChoice = choice;
    lastSelected = selectedId;
  }, [choice, selectedId]);
  useKeys((key, event) => {
    if (key === 'j' || key === 'ArrowDown') select(selected + 1);
    else if (key === 'k' || key === 'ArrowUp') select(selected < 0 ? 0 : selected - 1);
    else if (key === 'PageDown') select(selected + 15);
    else if (key === 'PageUp') select(selected - 15);
    else if (key === 'Home') select(0);
    else if (key === 'End') select(rows.length - 1);
    else if (key === 'Enter' && !(event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)) open(selected);
    else if (key === 'c' && selected >= 0) go({ view: 'site', id: rows[selected]?.id ?? '', part: 'cameras' });
    else if (key === '/') search.current?.focus();
    else if (key === 't') change({ onlyTrouble: !choice.onlyTrouble });
    else return;
    event.preventDefault();
  });
  const { totals } = overview;
  return (
    <main class="view" id="view" tabIndex={-1}>
      <h1 class="visually-hidden">Overview</h1>
      <div class="tools" role="search">
        <label class="field grow">
          <span>Search</span>
          <input
            ref={search}
            type="search"
            value={choice.search}
            placeholder="Name, id or address"
            onInput={event => change({ search: event.currentTarget.value })}
            onKeyDown={event => {
              if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        </label>
        <label class="field">
          <span>Group</span>
          <select value={choice.group} onChange={event => change({ group: event.currentTarget.value })}>
            <option value="">All groups</option>
            {groups.map(group => (
              <option key={group} value={group}>
                {group}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Status</span>
          <select value={choice.status} onChange={event => change({ status: event.currentTarget.value as OverviewChoice['status'] })}>
            <option value="">Any</option>
            {Object.entries(statusWords).map(([status, word]) => (
              <option key={status} value={status}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input type="checkbox" checked={choice.onlyTrouble} onChange={event => change({ onlyTrouble: event.currentTarget.checked })} />
          Only trouble
        </label>
        <p class="count" aria-live="polite">
          {number(rows.length)} of {number(overview.locations.length)} sites
          {totals !== undefined && ` · ${number(totals.spots.available)} free of ${number(totals.spots.total)}`}
        </p>
        <Freshness state={overview} />
      </div>
      {overview.locations.length === 0 ? (
        <Nothing link={overview.link} error={overview.error?.message} />
      ) : rows.length === 0 ? (
        <p class="nothing">
          No site matches.{' '}
          <button type="button" class="link" onClick={() => setChoice(firstChoice)}>
            Show all
          </button>
        </p>
      ) : (
        <VirtualRows
          items={rows}
          keyOf={row => row.id}
          rowHeight={36}
          selected={selected}
          label="Sites"
          columns={columns.length}
          select={select}
          open={open}
          header={columns.map(({ key, title, className }) => (
            <span key={key} role="columnheader" class={className} aria-sort={choice.sort !== key ? 'none' : choice.isDescending ? 'descending' : 'ascending'}>
              <button type="button" class="sort" onClick={() => change({ sort: key, isDescending: choice.sort === key ? !choice.isDescending : key !== 'name' })}>
                {title}
                <span aria-hidden="true" class="arrow">
                  {choice.sort !== key ? '' : choice.isDescending ? ' ▾' : ' ▴'}
                </span>
              </button>
            </span>
          ))}
          row={row => <SiteRow site={row} />}
        />
      )}
    </main>
  );
}

function SiteRow({ site }: { readonly site: LocationSummary }): ComponentChildren {
  const { levels, cameras, spots } = site;
  const badLevels = [levels.stale > 0 && `${levels.stale} old`, levels.unknown > 0 && `${levels.unknown} unknown`].filter(Boolean).join(', ');
  const badCameras = [cameras.offline > 0 && `${cameras.offline} offline`, cameras.frozen > 0 && `${cameras.frozen} frozen`].filter(Boolean).join(', ');
  return (
    <>
      <span role="cell" class="c-alarms">
        <AlarmBadges counts={site.alarms} />
      </span>
      <span role="cell" class="c-name">
        <a href={`#/site/${site.id}`} title={site.address ?? site.id}>
          {site.name}
        </a>
        {site.groups !== undefined && <small>{site.groups.join(', ')}</small>}
      </span>
      <span role="cell" class="c-status" data-status={site.status}>
        {statusWords[site.status]}
      </span>
      <span role="cell" class="c-number">
        {number(spots.available)}
      </span>
      <span role="cell" class="c-bar">
        <span class="bar" aria-hidden="true">
          <span style={{ width: `${Math.round(fullness(site) * 100)}%` }} data-status={site.status} />
        </span>
        <span class="bar-text">
          {number(spots.occupied)} / {number(spots.total)}
        </span>
      </span>
      <span role="cell" class={badLevels === '' ? 'c-levels quiet' : 'c-levels bad'}>
        {badLevels === '' ? number(levels.total) : `${badLevels} of ${levels.total}`}
      </span>
      <span role="cell" class={badCameras === '' ? 'c-cameras quiet' : 'c-cameras bad'}>
        {badCameras === '' ? (cameras.total === 0 ? '–' : number(cameras.total)) : `${badCameras} of ${cameras.total}`}
      </span>
    </>
  );
}

function Nothing({ link, error }: { readonly link: string; readonly error: string | undefined }): ComponentChildren {
  if (error !== undefined) return <p class="nothing error">{error}</p>;
  if (link === 'loading')
    return (
      <div class="skeleton" aria-busy="true">
        <p class="visually-hidden">Loading the sites</p>
        {Array.from({ length: 12 }, (_, index) => (
          <span key={index} />
        ))}
      </div>
    );
  if (link === 'lost') return <p class="nothing error">The gateway does not answer. This page connects again by itself.</p>;
  return <p class="nothing">There is no site yet that your token is for.</p>;
}
