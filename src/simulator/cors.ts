const exposed = 'x-acs-request-id, x-acs-retry-after, ETag, Date';

/** Headers that let a page from another port, such as Storybook, call the simulator. */
export function corsHeaders(request: Request): Record<string, string> {
  return {
    'access-control-allow-origin': request.headers.get('origin') ?? '*',
    'access-control-expose-headers': exposed,
    vary: 'Origin',
  };
}

/** The answer to a browser that asks before it calls; `undefined` for any other request. */
export function preflightAnswer(request: Request): Response | undefined {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-max-age': '600',
    },
  });
}
