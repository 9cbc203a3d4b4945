import { Statistic } from 'antd';
import { ImmErrorProvider, RetryCountdown, useRetryCountdown } from 'imm-error-kit';
import { describeImmError } from 'imm-error-kit/core';
import { messages } from 'imm-error-kit/locales/en';
import { createElement, useEffect, useState } from 'react';
import CountdownModule from 'react-countdown';

// A CommonJS package: what its default export is depends on who bundles it.
const Countdown = CountdownModule.default ?? CountdownModule;
const failure = describeImmError({ Code: 'Throttling.User' }, { messages });

/** What counts down to one deadline. All say the same, so that all have the same text to lay out; antd's words are its own. */
export const contenders = {
  'imm-error-kit, RetryCountdown': ({ at }) => {
    const [state] = useState(() => ({ ...failure, retry: { kind: 'automatic', at } }));
    return createElement(RetryCountdown, { state, bare: true });
  },
  'imm-error-kit, useRetryCountdown': ({ at }) => {
    const [state] = useState(() => ({ ...failure, retry: { kind: 'automatic', at } }));
    const { text } = useRetryCountdown(state);
    return markup(`Trying again in ${text}`);
  },
  'own interval each': ({ at }) => {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
      const timer = setInterval(() => setNow(Date.now()), 1000);
      return () => clearInterval(timer);
    }, []);
    return markup(textAt(at, now));
  },
  'react-countdown': ({ at }) =>
    createElement(Countdown, { date: at, renderer: ({ total }) => markup(textAt(at, at - total)) }),
  'antd, Statistic.Timer': ({ at }) =>
    createElement(Statistic.Timer, { type: 'countdown', value: at, format: '[Trying again in] s [seconds]' }),
};

/** The very elements that the kit draws, with the text of one moment. */
export const Still = ({ at }) => markup(textAt(at, Date.now()));

export const Surroundings = ({ children }) => createElement(ImmErrorProvider, null, children);

export function textAt(at, now) {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return `Trying again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}

function markup(text) {
  return createElement(
    'div',
    { className: 'imm-countdown', 'data-part': 'countdown' },
    createElement('span', { role: 'timer', 'data-part': 'countdown-text' }, text),
  );
}
