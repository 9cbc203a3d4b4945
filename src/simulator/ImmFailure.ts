import type { FailureParams, ImmInjection, JsonObject } from './types.js';

/** A refusal on its way out of the simulator. It never leaves it: the pipeline turns it into an answer. */
export class ImmFailure extends Error {
  override readonly name = 'ImmFailure';
  readonly injection: ImmInjection;
  readonly accessDenied: JsonObject | undefined;

  constructor(injection: ImmInjection, accessDenied?: JsonObject) {
    super(injection.code);
    this.injection = injection;
    this.accessDenied = accessDenied;
  }
}

/** Ends the call with a row of the catalogue. */
export function fail(code: string, params?: FailureParams, more?: Omit<ImmInjection, 'code' | 'params'>): never {
  throw new ImmFailure({ ...more, code, params });
}

/** Ends the call over a parameter inside another one, which the service names in the message only. */
export function failArgument(path: string, problem: string): never {
  throw new ImmFailure({ code: 'InvalidArgument', message: `The parameter ${path} ${problem}` });
}
