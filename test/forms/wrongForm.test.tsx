import { render, screen } from '@testing-library/react';
import { ErrorBanner } from 'imm-error-kit';
import { useImmForm as useAntdForm } from 'imm-error-kit/forms/antd';
import { useImmForm as useFusionForm } from 'imm-error-kit/forms/fusion';
import { useImmForm as useHtmlForm } from 'imm-error-kit/forms/html';
import { useImmForm as useHookForm } from 'imm-error-kit/forms/react-hook-form';
import { useImmForm as useTanStackForm } from 'imm-error-kit/forms/tanstack-form';
import { type ReactNode, useRef } from 'react';
import { describe, expect, it } from 'vitest';
import { answer, bannerName } from '../react/answers.ts';
import { hearWarnings } from '../setup/hearWarnings.ts';

type Adapter = (form: never, source: unknown) => object;

const adapters: [string, Adapter, string][] = [
  ['antd', useAntdForm, 'const [form] = Form.useForm()'],
  ['fusion', useFusionForm, 'Field.useField()'],
  ['html', useHtmlForm, 'const form = useRef<HTMLFormElement>(null)'],
  ['react-hook-form', useHookForm, 'what `useForm()` returned'],
  ['tanstack-form', useTanStackForm, 'what `useForm()` or `useAppForm()` returned'],
];

const refused = answer('MissingProjectName', 'ProjectName is mandatory for this action.');

describe.each(adapters)('useImmForm of forms/%s', (name, useImmForm, expected) => {
  it('puts all in the banner where it is given no form of its library, and says what to pass', () => {
    const heard = hearWarnings();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const form of [undefined, null, {}, [{ getFieldsError: () => [] }], () => {}, 'form', proxy]) {
      const Form = (): ReactNode => (
        <form>
          <input name="projectName" aria-label="Project name" />
          <ErrorBanner source={useImmForm(form as never, refused)} />
        </form>
      );
      const { rerender, unmount } = render(<Form />);
      rerender(<Form />);
      expect(screen.getByRole('group', { name: bannerName }).textContent).toContain('ProjectName');
      unmount();
    }

    expect(heard).toEqual([expect.stringContaining(`imm-error-kit/forms/${name} was given no form that it knows.`)]);
    expect(heard[0]).toContain(`Pass `);
    expect(heard[0]).toContain(expected);
  });
});

describe('useImmForm of forms/html', () => {
  it('puts all in the banner where its ref stands at another element, and says so', () => {
    const heard = hearWarnings();
    function Form(): ReactNode {
      const ref = useRef<HTMLDivElement>(null);
      const imm = useHtmlForm(ref as never, ref.current ? refused : null);
      return (
        <div ref={ref}>
          <input name="projectName" aria-label="Project name" />
          <ErrorBanner source={imm} />
        </div>
      );
    }
    const { rerender } = render(<Form />);
    rerender(<Form />);

    expect(screen.getByRole('group', { name: bannerName }).textContent).toContain('ProjectName');
    expect(heard).toEqual([expect.stringContaining('Pass the ref of the <form> itself')]);
  });
});
