import { attempt } from '../core/attempt.js';
import type { ImmActionKind, ImmErrorState } from '../core/types.js';
import { decisionFor, type ImmByCase } from './byCase.js';
import type { ImmActionHandlers, ImmActionLinks, ImmAppDecisions, ImmWords } from './ImmErrorContext.js';

interface Decisions {
  actions?: ImmByCase<ImmActionHandlers> | undefined;
  links?: ImmByCase<ImmActionLinks> | undefined;
  words?: ImmByCase<ImmWords> | undefined;
}

/** What an app decided about actions and words; what it left open, the provider above decides. */
export function appDecisions({ actions, links, words }: Decisions, outer: ImmAppDecisions): ImmAppDecisions {
  return {
    handlerOf(kind, state) {
      const own = decisionFor(actions, kind, state);
      return own === undefined ? outer.handlerOf(kind, state) : own;
    },
    hrefOf(kind, state) {
      const own = decisionFor(links, kind, state);
      return own === undefined ? outer.hrefOf(kind, state) : own && hrefFrom(own, state);
    },
    reword(state) {
      const said = outer.reword(state);
      if (!words) return said;

      const title = wordFor('title', said.title);
      return {
        ...said,
        title,
        message: wordFor('message', said.message),
        // The same words beside the field, in the summary and in the banner.
        fields: said.fields.map((field) => (field.message === said.title ? { ...field, message: title } : field)),
        actions: said.actions.map((action) => ({ ...action, label: wordFor(action.kind, action.label) })),
      };

      function wordFor(key: keyof ImmWords, standard: string): string {
        const word = decisionFor(words, key, state);
        return (typeof word === 'function' ? attempt(() => word(state)) : word) || standard;
      }
    },
  };
}

function hrefFrom(
  link: NonNullable<ImmActionLinks[ImmActionKind]>,
  state: ImmErrorState,
): ReturnType<ImmAppDecisions['hrefOf']> {
  // The app's own function: if it fails, the action has no page, and the message stands.
  const href = typeof link === 'function' ? attempt(() => link(state)) : link;
  // The app vouches for its own pages, its relative ones too, but a script is never a page.
  return href && /^(https?:|\/|\.|#|\?)/i.test(href) ? href : undefined;
}
