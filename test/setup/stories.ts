import { configure } from 'storybook/test';

// A second is not enough for four requests and their renders where two browsers share two busy processors. What comes
// waits no longer by it; only a failure is told later.
configure({ asyncUtilTimeout: 10_000 });
