import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  type RefAttributes,
} from 'react';
import type { ImmErrorState } from '../../core/types.js';
import { warnOnce } from '../../core/warnOnce.js';
import { pathKey } from '../findField.js';
import { fieldsOf } from '../hooks/fieldsOf.js';
import { type ImmErrorSource, useImmError } from '../hooks/useImmError.js';
import { useImmErrorContext } from '../ImmErrorContext.js';
import { bothGiven } from './bothGiven.js';
import { severityIcon } from './severityIcon.js';

/** What `FieldError` takes: the attributes of its root as well. */
export interface FieldErrorProps extends HTMLAttributes<HTMLParagraphElement> {
  /** What failed: anything that `useImmError` takes. */
  source?: ImmErrorSource;
  /** A state to show as it is, instead of `source`. */
  state?: ImmErrorState | null | undefined;
  /** The field's path in the form, such as `projectName`, `sources[0].uri` or `sources.0.uri`. */
  path: string;
  /** What the field's `aria-describedby` names. */
  id?: string | undefined;
  /** Parts to put in place of the kit's; `null` leaves a part out. */
  slots?: { icon?: ReactNode } | undefined;
}

/**
 * Says beside a field what is wrong with it. Renders nothing where nothing is.
 *
 * It isn't a live region: a form with many would speak over itself. Name it in the field's `aria-describedby`.
 *
 * @example
 * <input name="projectName" aria-describedby="name-error" />
 * <FieldError source={createProject} path="projectName" id="name-error" />
 */
export const FieldError: ForwardRefExoticComponent<FieldErrorProps & RefAttributes<HTMLParagraphElement>> = forwardRef(
  function FieldError(
    { source, state, path, slots = {}, className, ...rest }: FieldErrorProps,
    ref: Ref<HTMLParagraphElement>,
  ): ReactNode {
    const { messages } = useImmErrorContext();
    warnOnce(() => process.env.NODE_ENV !== 'production' && bothGiven('FieldError', source, state));
    const fields = fieldsOf(useImmError(source ?? state)).filter((field) => pathKey(field.path) === pathKey(path));
    if (fields.length === 0) return null;

    const { icon = severityIcon('error') } = slots;
    const severity = messages.format('severity.error', {});
    return (
      <p
        {...rest}
        ref={ref}
        className={className ? `imm-field-error ${className}` : 'imm-field-error'}
        data-part="field-error"
        data-severity="error"
      >
        {icon}
        <span>
          <span className="imm-visually-hidden">{messages.format('announce.failed', { severity, title: '' })}</span>
          {fields.map((field) => field.message).join(' ')}
        </span>
      </p>
    );
  },
);
