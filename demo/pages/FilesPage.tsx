import { type ReactNode, useState } from 'react';
import { useImmMutation, useImmQuery } from '../api/hooks.ts';
import { immApi } from '../api/immApi.ts';
import type { FilesAnswer } from '../api/types.ts';
import { Field } from '../parts/Field.tsx';
import { Form, type FormValues } from '../parts/Form.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { ProjectField } from '../parts/ProjectField.tsx';
import { Section } from '../parts/Section.tsx';
import { useWords } from '../words.ts';

/** Puts files into a dataset, and finds them again. */
export function FilesPage({ project }: { project: string }): ReactNode {
  const words = useWords();
  return (
    <div className="page">
      <PageHead title={words.files} lead={words.filesLead} />
      <Section title={words.indexFile}>
        <IndexFile project={project} />
      </Section>
      <Section title={words.findFiles}>
        <FindFiles project={project} />
      </Section>
    </div>
  );
}

function IndexFile({ project }: { project: string }): ReactNode {
  const words = useWords();
  const index = useImmMutation({ action: 'IndexFileMeta', project, send: immApi.indexFile });

  const handleSubmit = (values: FormValues): Promise<unknown> =>
    index.mutateAsync({
      project: values['projectName'] ?? '',
      dataset: values['datasetName'] ?? '',
      uri: values['file.uri'] ?? '',
    });

  return (
    <Form
      mutation={index}
      submitLabel={words.indexFile}
      doneText={words.indexed}
      onSubmit={handleSubmit}
      keepsValues
    >
      <ProjectField project={project} />
      <DatasetField project={project} />
      <Field name="file.uri" label={words.fileUri} hint={words.fileUriHint} />
    </Form>
  );
}

function FindFiles({ project }: { project: string }): ReactNode {
  const words = useWords();
  const [answer, setAnswer] = useState<FilesAnswer>();
  const find = useImmMutation({ action: 'SimpleQuery', project, send: immApi.findFiles });

  async function handleSubmit({ projectName = '', datasetName = '', filename = '' }: FormValues): Promise<void> {
    setAnswer(await find.mutateAsync({ project: projectName, dataset: datasetName, filename }));
  }

  const files = answer?.Files ?? [];
  return (
    <>
      <Form
        mutation={find}
        submitLabel={words.find}
        doneText={words.found(files.length)}
        onSubmit={handleSubmit}
        keepsValues
      >
        <ProjectField project={project} />
        <DatasetField project={project} />
        <Field name="filename" label={words.filename} />
      </Form>
      {answer && files.length === 0 && <p className="empty">{words.noFiles}</p>}
      {files.length > 0 && (
        <ul className="results">
          {files.map((file) => (
            <li key={file.URI}>
              <code dir="ltr">{file.URI}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DatasetField({ project }: { project: string }): ReactNode {
  const words = useWords();
  const datasets = useImmQuery({
    action: 'ListDatasets',
    project,
    key: ['projects', project, 'datasets'],
    fetch: (options) => immApi.listDatasets(project, options),
    isOptional: true,
  });
  const names = datasets.data?.Datasets?.map((dataset) => dataset.DatasetName);
  return <Field name="datasetName" label={words.datasetName} suggestions={names} />;
}
