import type { AlarmEvent, DeliveriesAnswer, Delivery, NotificationRule, NotificationsAnswer, Webhook, WebhooksAnswer } from '@live-parking/client';
import { useLiveParking } from '@live-parking/client/react';
import { useAnswer, wordsOf, type Asked } from './answers.ts';
import { useNow } from './hooks.ts';
import { useState, type ComponentChildren } from './preact.ts';
import { ago, deliveryWords, eventWords, rankWords } from './words.ts';

/** Who is told of which alarms, and what was delivered to webhooks. For admins. */
export function NotificationsView(): ComponentChildren {
  const { http } = useLiveParking();
  const rules = useAnswer<NotificationsAnswer>(() => 'api/v1/notifications', []);
  const webhooks = useAnswer<WebhooksAnswer>(() => 'api/v1/webhooks', []);
  const [tested, setTested] = useState(0);
  const [problem, setProblem] = useState('');
  const test = (id: string) => {
    setProblem('');
    http.ask<AlarmEvent>(`api/v1/webhooks/${id}/test`, {}).then(
      () => setTested(count => count + 1),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  };
  return (
    <main class="view scroll" id="view" tabIndex={-1}>
      <div class="title">
        <h1>Notifications</h1>
        <p>Who is told of alarms. They are set with the API: see “Alarms” in the operations guide.</p>
      </div>
      {problem !== '' && (
        <p class="nothing error" role="alert">
          {problem}
        </p>
      )}
      <section aria-labelledby="rules-title">
        <h2 id="rules-title">Rules</h2>
        <Answer state={rules} isEmpty={answer => answer.notifications.length === 0} empty="Nobody is told of alarms yet.">
          {answer => (
            <ul class="lines">
              {answer.notifications.map(rule => (
                <li key={rule.id}>
                  <span>
                    <strong>{rule.id}</strong> {rule.receiver === 'email' ? 'mails' : 'calls webhook'} {rule.target}
                  </span>
                  <small>{termsOf(rule)}</small>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </section>
      <section aria-labelledby="webhooks-title">
        <h2 id="webhooks-title">Webhooks</h2>
        <Answer state={webhooks} isEmpty={answer => answer.webhooks.length === 0} empty="There are no webhooks.">
          {answer => answer.webhooks.map(webhook => <WebhookPanel key={webhook.id} webhook={webhook} tested={tested} test={() => test(webhook.id)} />)}
        </Answer>
      </section>
    </main>
  );
}

function WebhookPanel({ webhook, tested, test }: { readonly webhook: Webhook; readonly tested: number; readonly test: () => void }): ComponentChildren {
  const deliveries = useAnswer<DeliveriesAnswer>(() => `api/v1/webhooks/${webhook.id}/deliveries`, [webhook.id, tested]);
  const now = useNow(1000);
  return (
    <div class="panel">
      <h3>
        {webhook.id} <small>{webhook.url}</small>
        <button type="button" class="beside" onClick={test}>
          Send a test
        </button>
      </h3>
      <Answer state={deliveries} isEmpty={answer => answer.deliveries.length === 0} empty="Nothing was sent yet.">
        {answer => (
          <ul class="lines" aria-label={`Deliveries to ${webhook.id}`}>
            {answer.deliveries.slice(0, 20).map(delivery => (
              <li key={delivery.id}>
                <span class={delivery.state === 'delivered' ? '' : 'bad'}>
                  {eventWords[delivery.kind]}
                  {delivery.alarmId !== undefined && ` ${delivery.alarmId}`}: {deliveryWords[delivery.state]}
                  {delivery.state !== 'delivered' && delivery.reason !== undefined && ` · ${delivery.reason}`}
                </span>
                <small>
                  {ago(now - Date.parse(delivery.at))} ago · {attemptsOf(delivery, now)}
                </small>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </div>
  );
}

function attemptsOf(delivery: Delivery, now: number): string {
  const tries = delivery.attempts === 1 ? '1 try' : `${delivery.attempts} tries`;
  return delivery.nextAt === undefined ? tries : `${tries} · next in ${ago(Date.parse(delivery.nextAt) - now)}`;
}

function termsOf(rule: NotificationRule): string {
  return [
    `${rankWords[rule.rank ?? 'medium'].toLowerCase()} and worse`,
    rule.groups === undefined || rule.groups.length === 0 ? 'all sites' : rule.groups.join(', '),
    rule.hours === undefined ? 'at all hours' : `${rule.hours} ${rule.timeZone ?? 'UTC'}`,
    (rule.coolDownSeconds ?? 0) > 0 ? `at most every ${ago((rule.coolDownSeconds ?? 0) * 1000)} of the same` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function Answer<T>(props: {
  readonly state: Asked<T>;
  readonly isEmpty: (answer: T) => boolean;
  readonly empty: string;
  readonly children: (answer: T) => ComponentChildren;
}): ComponentChildren {
  const { answer, problem } = props.state;
  return (
    <>
      {problem !== '' && (
        <p class="nothing error" role="alert">
          {problem}
        </p>
      )}
      {answer === undefined ? problem === '' && <p class="nothing">Loading…</p> : props.isEmpty(answer) ? <p class="nothing">{props.empty}</p> : props.children(answer)}
    </>
  );
}
