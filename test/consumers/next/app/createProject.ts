'use server';

import type { ImmErrorState } from 'imm-error-kit/core';
import { callImm, stateOf } from './imm';

export async function createProject(_: ImmErrorState | null, form: FormData): Promise<ImmErrorState | null> {
  const name = String(form.get('name'));
  try {
    await callImm('CreateProject', name ? { ProjectName: name } : {});
    return null;
  } catch (error) {
    return stateOf(error, 'mutation');
  }
}
