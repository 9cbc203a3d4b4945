import { browserGateOptions } from 'imm-error-kit';
import { createThrottleGate } from 'imm-error-kit/core';

export const gate = createThrottleGate(browserGateOptions());
