import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Testing Library cleans up by itself only where the test functions are globals.
afterEach(cleanup);

// A second is not enough on a busy machine. Below Vitest's own limit, so that a failure shows what was on screen.
configure({ asyncUtilTimeout: 4_000 });
