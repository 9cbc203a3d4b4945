import { ConfigProvider, Form, Input } from 'antd';
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
    // Its own red is too light for text.
    <ConfigProvider theme={{ token: { colorError: '#b3261e' } }}>
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
