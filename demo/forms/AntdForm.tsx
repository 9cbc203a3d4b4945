import { ConfigProvider, Form, Input, theme } from 'antd';
import { ErrorBanner } from 'imm-error-kit';
import { useImmForm } from 'imm-error-kit/forms/antd';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import { FormFoot } from './FormFoot.tsx';
import { emptyProject, type NewProject, type ProjectFormProps } from './ProjectApi.ts';
import { projectFields } from './ProjectField.tsx';
import { useCreateProject } from './useCreateProject.ts';

/** Ant Design. */
export function AntdForm({ api, onOpen }: ProjectFormProps): ReactNode {
  const words = useWords();
  const [form] = Form.useForm<NewProject>();
  const create = useCreateProject(api);
  const imm = useImmForm(form, create, {
    actions: { 'open-existing': () => onOpen(form.getFieldValue('projectName')) },
  });
  return (
    <ConfigProvider theme={isDark() ? darkTheme : lightTheme}>
      <Form
        className="form"
        form={form}
        {...imm.formProps}
        layout="vertical"
        initialValues={emptyProject}
        onFinish={(project: NewProject) => create.mutate(project)}
      >
        <ErrorBanner source={imm} />
        <div className="fields">
          {projectFields.map((name) => (
            <Form.Item key={name} name={name} label={words[name]}>
              <Input />
            </Form.Item>
          ))}
        </div>
        <FormFoot {...create} />
      </Form>
    </ConfigProvider>
  );
}

// Its own red is too weak for text.
const lightTheme = { token: { colorError: '#b3261e' } };
const darkTheme = { algorithm: theme.darkAlgorithm, token: { colorError: '#ff9c93' } };

// Ant Design computes its colours in script, and doesn't follow the page's colour scheme.
function isDark(): boolean {
  const { colorScheme } = getComputedStyle(document.documentElement);
  return colorScheme === 'light dark' ? matchMedia('(prefers-color-scheme: dark)').matches : colorScheme === 'dark';
}
