/** What says nothing of a failure, though it was given as a source, in words for its developer. Development only. */
export function wrongSource(source: unknown): string | false {
  const kind = kindOf(source);
  return (
    kind &&
    `[imm-error-kit] The source of an error is ${kind}. Nothing tells from it whether something failed, so it is shown as a failure of the page. Pass what useQuery or useMutation returned, or the error itself.`
  );
}

function kindOf(source: unknown): string | false {
  if (typeof source === 'function') return source.name ? `the function ${source.name}` : 'a function';
  if (typeof source !== 'object' || source === null) return false;
  if ('then' in source && typeof source.then === 'function') return 'a promise';
  return 'queryKey' in source && 'queryFn' in source && !('status' in source) && 'the options of a query';
}
