import type { Plugin } from 'vite';

const call = /(=\s*)(?=(?:forwardRef|createContext|memo|lazy)\()/g;

/**
 * Marks what React makes at the top of a module as free of side effects, so that an app's bundler drops a component that
 * isn't used. No bundler knows that of `forwardRef` by itself, and one forgotten mark costs every app the component.
 */
export function pureCalls(): Plugin {
  return {
    name: 'imm:pure-calls',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id) || !code.match(call)) return undefined;
      // No line moves, so the source maps stay true to the line.
      return { code: code.replace(call, '$1/* @__PURE__ */ '), map: null };
    },
  };
}
