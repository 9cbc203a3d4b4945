import { useEffect, useLayoutEffect } from 'react';

/** A layout effect that is silent on a server, where there is no layout and React 18 warns of them. */
export const useBrowserLayoutEffect: typeof useLayoutEffect =
  typeof document === 'undefined' ? useEffect : useLayoutEffect;
