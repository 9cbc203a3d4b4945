import { findRow } from '../catalog/findRow.js';
import { ImmError } from '../ImmError.js';
import {
  learnedWaitOf,
  openPace,
  type Pace,
  paceAfterAnswer,
  paceAfterRefusal,
  paceAfterSilence,
  recallPace,
  shiftedPace,
} from './pacing.js';
import { saneWait } from './saneWait.js';
import type { ThrottleGateLane } from './ThrottleGate.js';

/** What a lane remembers of its last refusals: plain data, shared between tabs. */
export interface LaneState {
  /** When this was written; the later one of two is true. */
  at: number;
  /** The last refusal. */
  refusedAt: number;
  /** What was refused with: a code that alone leads to the words of the refusal, except where a project is blocked. */
  code: string;
  /** Whether a project was blocked: the same code has another meaning elsewhere. */
  isBlocked: boolean;
  /** When the next request may go. */
  nextAt: number;
  /** Until when the service has named a wait, 0 where it named none: only an answer brings the next request nearer. */
  namedUntil: number;
  /** When the last one went. */
  sentAt: number;
  /** Which repeat comes next, counted from 1. */
  attempt: number;
  /** Whether nothing waited any more after the last answer. */
  idle: boolean;
  pace: Pace;
}

const memoryMs = 600_000;

// With nothing sent for so long, what waits now is another burst than the one that the pace was learned from.
const gapMs = 10_000;

/** Whether a lane still holds its requests back: for 10 minutes after the last refusal. */
export function isRemembered({ idle, refusedAt, sentAt, nextAt }: LaneState, now: number): boolean {
  // While requests wait, all of them would go at once if answers were so rare that 10 minutes held no refusal, or if the
  // service named a longer wait than that.
  return now - (idle ? refusedAt : Math.max(refusedAt, sentAt, nextAt)) < memoryMs;
}

/** The lanes that a request passes. */
export function laneNamesOf({ action, project }: ThrottleGateLane): string[] {
  const names = [''];
  if (action) names.push(`a:${action}`);
  if (project) names.push(`p:${project}`);
  return names;
}

/** The lane that a refusal closes: the narrowest that its scope and the request's own coordinates allow. */
export function laneNameFor({ scope }: ImmError, { action, project }: ThrottleGateLane): string {
  if (scope === 'operation' && action) return `a:${action}`;
  if (scope === 'resource' && project) return `p:${project}`;
  return '';
}

/** A lane that was just closed. `wasAnswered`: whether others of the same burst were. */
export function closedLane(error: ImmError, now: number, luck: number, wasAnswered: boolean): LaneState {
  const namedUntil = namedUntilOf(error, now, luck);
  // A wait that the service named says nothing about how long an answer takes, so the burst begins after it.
  const pace = openPace(namedUntil || now, firstWaitOf(error), wasAnswered);
  const nextAt = namedUntil || now + learnedWaitOf(pace, now, 0, luck);
  return { at: now, refusedAt: now, ...wordsOf(error), nextAt, namedUntil, sentAt: now, attempt: 1, idle: false, pace };
}

/** The lane at the moment a request goes: no other goes before its outcome is known, or the wait is over again. */
export function laneAfterSend(lane: LaneState, now: number, waiting: number, luck: number): LaneState {
  const isNewBurst = lane.idle || now - lane.sentAt > Math.max(gapMs, 4 * (lane.nextAt - lane.sentAt));
  const pace = isNewBurst ? recallPace(lane.pace, now) : lane.pace;
  return withNext({ ...lane, sentAt: now, idle: false, pace }, now, waiting, luck);
}

/** The lane after the service answered a request that had waited. */
export function laneAfterAnswer(lane: LaneState, now: number, waiting: number, luck: number): LaneState {
  const pace = paceAfterAnswer(lane.pace, now, waiting);
  return withNext({ ...lane, namedUntil: 0, attempt: 1, idle: waiting === 0, pace }, now, waiting, luck);
}

/** The lane after the service refused a request that had waited. */
export function laneAfterRefusal(
  lane: LaneState,
  error: ImmError,
  now: number,
  waiting: number,
  luck: number,
): LaneState {
  const pace = paceAfterRefusal(lane.pace, now, waiting);
  const namedUntil = Math.max(lane.namedUntil, namedUntilOf(error, now, luck));
  const attempt = lane.attempt + 1;
  const refused = { ...lane, refusedAt: now, ...wordsOf(error), namedUntil, attempt, idle: false, pace };
  return withNext(refused, now, waiting, luck);
}

/** The lane after a request that had waited failed, or stayed in the air, and told nothing about the service's limits. */
export function laneAfterSilence(lane: LaneState, now: number, waiting: number, luck: number): LaneState {
  return withNext({ ...lane, pace: paceAfterSilence(lane.pace, now) }, now, waiting, luck);
}

/** Whether a refusal asks for a longer wait than the lane knows of. */
export function namesMore({ namedUntil }: LaneState, { retryAfterMs }: ImmError, now: number): boolean {
  // Without the chance that is added: those that are refused together are told the same, and would each add to it.
  const wait = saneWait(retryAfterMs);
  return wait !== undefined && now + wait > namedUntil;
}

/** The lane after a refusal that names more, of a request that had not waited. */
export function laneAfterMore(lane: LaneState, error: ImmError, now: number, luck: number): LaneState {
  const namedUntil = namedUntilOf(error, now, luck);
  const nextAt = Math.max(lane.nextAt, namedUntil);
  return { ...lane, at: now, refusedAt: now, nextAt, namedUntil, pace: shiftedPace(lane.pace, nextAt - lane.nextAt) };
}

/** The refusal that a lane remembers, for those whom it concerns without having met it. */
export function errorOfLane({ code, isBlocked }: LaneState): ImmError {
  return new ImmError({ code, message: isBlocked ? 'The project is blocked due to throttling.' : '' });
}

// Neither the message nor the status is kept, and a gateway's 429 may have no code at all.
function wordsOf({ code, message, status }: ImmError): Pick<LaneState, 'code' | 'isBlocked'> {
  const { pattern } = findRow({ code, message, status }).row;
  if (pattern === 'Throttling') return { code, isBlocked: true };
  return { code: findRow({ code }).row.pattern === pattern ? code : pattern, isBlocked: false };
}

function firstWaitOf({ code, message, status }: ImmError): number {
  return findRow({ code, message, status }).row.delayMs ?? 1000;
}

// Each is told when the next request could be answered, and none how many others wait for that: the wait that was learned
// is not undercut.
function withNext(lane: LaneState, now: number, waiting: number, luck: number): LaneState {
  const nextAt = Math.max(lane.namedUntil, now + learnedWaitOf(lane.pace, now, waiting, luck));
  return { ...lane, at: now, nextAt };
}

function namedUntilOf({ retryAfterMs }: ImmError, now: number, luck: number): number {
  const wait = saneWait(retryAfterMs);
  // Everybody is told the same wait, and would come back at the same moment.
  return wait ? now + wait * (1 + luck / 5) : 0;
}
