import { parseImmResponse } from './parse/parseImmResponse.js';
export function createImmFetch(): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) throw await parseImmResponse(response);
    return response;
  };
}
