import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { ErrorBanner, ImmErrorProvider, useImmMutation } from 'imm-error-kit';
import { createImmFetch, immQueryDefaults, type MutationCall } from 'imm-error-kit/core';
import { useImmForm } from 'imm-error-kit/forms/html';
import { createImmSimulator, type ImmFaultKind, type ImmSimulator, type JsonObject } from 'imm-error-kit/simulator';
import { type ReactNode, useRef } from 'react';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../setup/seedRandom.ts';

const lossesAfter: readonly ImmFaultKind[] = ['drop-after', 'truncated-json', 'empty-body'];
const lossesBefore: readonly ImmFaultKind[] = ['drop-before', 'html-502'];

/** What a test's form changes in the service, and how it is found there. */
interface Change {
  action: string;
  /** The query that finds it. */
  query: string;
  params: (text: string, call: MutationCall) => JsonObject;
  /** Whether this very change is there; what a console would ask with a query. */
  find: (call: Call, text: string, mutation: MutationCall) => Promise<JsonObject | null>;
  /** How often it was made. */
  count: (simulator: ImmSimulator, text: string) => number;
}

type Call = (action: string, params: JsonObject) => Promise<JsonObject>;

const changes: Readonly<Record<string, Change>> = {
  // Its name can exist only once, and somebody else's project may have it.
  CreateProject: {
    action: 'CreateProject',
    query: 'ListProjects',
    params: (text) => ({ ProjectName: 'mine', Description: text }),
    find: async (call, text) => {
      const { Projects } = (await call('ListProjects', { Prefix: 'mine' })) as { Projects: JsonObject[] };
      return Projects.find(({ Description }) => Description === text) ?? null;
    },
    count: (simulator, text) => simulator.getState().projects.filter(({ Description }) => Description === text).length,
  },
  // Each call makes one more, so only the key tells whose it is.
  CreateMediaConvertTask: {
    action: 'CreateMediaConvertTask',
    query: 'ListTasks',
    params: (text, { idempotencyKey }) => ({
      ProjectName: 'films',
      Sources: [{ URI: 'oss://media/clip.mp4' }],
      Targets: [{ URI: text, Container: 'mkv' }],
      UserData: idempotencyKey,
    }),
    find: async (call, _, { idempotencyKey }) => {
      const { Tasks } = (await call('ListTasks', { ProjectName: 'films' })) as { Tasks: JsonObject[] };
      return Tasks.find(({ UserData }) => UserData === idempotencyKey) ?? null;
    },
    count: (simulator, text) => simulator.getState().tasks.filter((task) => JSON.stringify(task).includes(text)).length,
  },
};

function callOf(simulator: ImmSimulator): Call {
  const immFetch = createImmFetch({ fetch: (input, init) => simulator.fetch(new Request(input, init)) });
  return async (action, params) => {
    const response = await immFetch(`http://imm.test/?Action=${action}&Version=2020-09-30`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    // The service's own answer.
    return (await response.json()) as JsonObject;
  };
}

function ChangeForm({ change, call }: { change: Change; call: Call }): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const mutation = useImmMutation({
    mutationFn: (text: string, made) => call(change.action, change.params(text, made)),
    onVerify: (text, made) => change.find(call, text, made),
  });
  const imm = useImmForm(form, mutation);
  return (
    <form
      ref={form}
      aria-label="Change"
      onSubmit={(event) => {
        event.preventDefault();
        mutation.mutate(String(new FormData(event.currentTarget).get('text')));
      }}
    >
      <input name="text" aria-label="Text" />
      <ErrorBanner source={imm} />
      <button type="submit">Save</button>
      <output>{mutation.isSuccess && 'Saved'}</output>
    </form>
  );
}

/** What a person sees now. */
function seen(): { banner: HTMLElement | null; text: string; isSaved: boolean; typed: string } {
  const banner = document.querySelector<HTMLElement>('[data-part="banner"]');
  return {
    banner,
    text: banner?.textContent ?? '',
    isSaved: screen.getByRole('status').textContent === 'Saved',
    typed: screen.getByRole<HTMLInputElement>('textbox').value,
  };
}

async function settle(): Promise<void> {
  // The simulator answers in a few turns of the loop, and TanStack Query tells of it in one more.
  for (let turn = 0; turn < 6; turn++) await act(() => new Promise((resolve) => setTimeout(resolve, 1)));
}

function press(name: RegExp): boolean {
  const { banner } = seen();
  const button = banner && within(banner).queryByRole('button', { name });
  if (button) fireEvent.click(button);
  return !!button;
}

/** Another person on another bad day, the same for the same seed. */
interface Day {
  seed: number;
  random: () => number;
  simulator: ImmSimulator;
  call: Call;
  text: string;
  /** Whether somebody else has a project of that name. */
  isTaken: boolean;
}

async function beginDay(seed: number, change: Change): Promise<Day> {
  const random = createRandom(seed);
  const pick = <T,>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const limits = { apiQps: 1e6, actionQps: {}, userQps: 1e6, cu: 1e6 };
  const simulator = createImmSimulator({ seed: false, random, limits });
  const call = callOf(simulator);
  await call('CreateProject', { ProjectName: 'films' });
  const isTaken = change.query === 'ListProjects' && random() < 0.2;
  if (isTaken) await call('CreateProject', { ProjectName: 'mine', Description: 'of somebody else' });

  const lossy = (kinds: readonly ImmFaultKind[], action: string): void => {
    if (random() < 0.5) simulator.fault({ kind: pick(kinds), action, probability: random() / 2 });
  };
  simulator.fault({ kind: pick(lossesAfter), action: change.action, times: 1 + Math.floor(random() * 2) });
  lossy(lossesBefore, change.action);
  lossy([...lossesAfter, ...lossesBefore], change.query);
  return { seed, random, simulator, call, text: `oss://media/out/${seed}.mkv`, isTaken };
}

function renderForm(change: Change, { call }: Day): () => void {
  const client = new QueryClient({ defaultOptions: immQueryDefaults() });
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <ImmErrorProvider>
        <ChangeForm change={change} call={call} />
      </ImmErrorProvider>
    </QueryClientProvider>,
  );
  return unmount;
}

async function fillAndSubmit({ random, text }: Day): Promise<void> {
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
  fireEvent.submit(screen.getByRole('form'));
  // Twice, as a person does who sees nothing happen.
  if (random() < 0.5) fireEvent.submit(screen.getByRole('form'));
  await settle();
}

/** Holds what is on screen against what the service has. Tells whether the outcome is said to be open. */
function expectTruth(change: Change, { seed, simulator, text, isTaken }: Day): boolean {
  const count = change.count(simulator, text);
  const now = seen();
  expect(now.typed, `seed ${seed}: lost what was typed`).toBe(text);
  expect(count, `seed ${seed}: made twice`).toBeLessThanOrEqual(1);
  if (now.isSaved) {
    expect(count, `seed ${seed}: called saved`).toBe(1);
    return false;
  }
  expect(now.banner, `seed ${seed}: says nothing`).not.toBeNull();
  if (!isTaken) expect(now.text, `seed ${seed}: called a conflict`).not.toContain('already exists');
  const isCertain = now.text.includes('Your request changed nothing');
  if (isCertain) expect(count, `seed ${seed}: called not saved`).toBe(0);
  return !isCertain;
}

async function actAtRandom({ random }: Day): Promise<void> {
  const act = random();
  const hasPressed = (act < 0.4 && press(/^Check first$/)) || (act < 0.7 && press(/^(Send again anyway|Try again)$/));
  if (!hasPressed) fireEvent.submit(screen.getByRole('form'));
  await settle();
}

/** One person's day, to its end: how often the outcome was open, and whether it was saved. */
async function live(change: Change, seed: number): Promise<{ open: number; isSaved: boolean }> {
  const day = await beginDay(seed, change);
  const unmount = renderForm(change, day);
  await fillAndSubmit(day);
  let open = 0;
  for (let step = 0; step < 12; step++) {
    if (expectTruth(change, day)) open += 1;
    if (seen().isSaved || seen().text.includes('already exists')) break;
    await actAtRandom(day);
  }
  expectTruth(change, day);
  const { isSaved } = seen();
  unmount();
  return { open, isSaved };
}

describe.each(Object.entries(changes))('%s over a connection that breaks, 100 times', (_, change) => {
  it('is never made twice, never called saved or not saved wrongly, and never loses what was typed', async () => {
    let open = 0;
    let saved = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const day = await live(change, seed);
      open += day.open;
      if (day.isSaved) saved += 1;
    }
    // The test would say nothing if nothing had gone wrong, or nobody had come through.
    expect(open).toBeGreaterThan(100);
    expect(saved).toBeGreaterThan(60);
  }, 120_000);
});
