import { useQuery } from '@tanstack/react-query';
import { ErrorBanner, type ErrorBannerProps } from 'imm-error-kit';
import type { ImmMessages } from 'imm-error-kit/core';
import type { ReactNode } from 'react';
import { expect, spyOn, waitFor } from 'storybook/test';
import './stories.css';

type Failure = () => unknown;

/** A call that fails once with each failure in turn, and then works. */
export function failingFirst<Data>(failures: readonly Failure[], data: Data): () => Promise<Data> {
  let calls = 0;
  return async () => {
    // As long as a fast network takes, so that a story shows what happens meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const failure = failures[calls++];
    if (failure) throw failure();
    return data;
  };
}

/** A call that always fails. */
export function failing(failure: Failure): () => Promise<never> {
  return async () => {
    throw failure();
  };
}

export const projectNames: readonly string[] = ['films', 'press-photos', 'user-uploads'];

interface ProjectListProps extends Omit<ErrorBannerProps, 'source' | 'state'> {
  load: () => Promise<readonly string[]>;
  /** `false` for a story about what comes after the automatic repeats. @default what the kit's defaults decide */
  retry?: false | undefined;
}

/** A list as a console has it: it loads, fails, and shows its error in its place. */
export function ProjectList({ load, retry, ...banner }: ProjectListProps): ReactNode {
  const projects = useQuery({ queryKey: ['projects'], queryFn: load, ...(retry === false && { retry }) });
  if (projects.isSuccess) {
    return (
      <ul aria-label="Projects">
        {projects.data.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    );
  }
  return (
    <>
      {projects.isPending && projects.failureCount === 0 && <p>Loading projects…</p>}
      <ErrorBanner source={projects} {...banner} />
    </>
  );
}

/** What a play function reads the screen by, in the language that the toolbar is set to. */
export interface StoryWords {
  /** The text with this id. */
  say(id: string, params?: Record<string, string | number>): string;
  /** The name of any banner: it starts with its severity. */
  bannerName: RegExp;
}

export function wordsOf(loaded: Record<string, unknown>): StoryWords {
  const { messages } = loaded['words'] as { messages: ImmMessages };
  const say = (id: string, params = {}): string => messages.format(id, params);
  const severities = ['error', 'warning', 'info'].map((severity) => say(`severity.${severity}`));
  return { say, bannerName: new RegExp(`^(${severities.join('|')})[:：]`) };
}

/** Collects what is put on the clipboard, which a test may not have, nor a person want to lose. */
export function watchClipboard(): { texts: string[] } {
  const texts: string[] = [];
  spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => {
    texts.push(text);
  });
  return { texts };
}

/** The name of what has the focus. */
export function focusedName(): string {
  const { activeElement } = document;
  return (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '').trim();
}

/** Waits until an element can be seen: banners fade in, and are not visible at first. */
export async function expectShown(element: HTMLElement): Promise<void> {
  await waitFor(() => expect(element).toBeVisible());
}
