import { type ReactNode, useState } from 'react';
import { find } from '../api/find.ts';
import { useConsoleMutation, useConsoleQuery } from '../api/hooks.ts';
import { immApi } from '../api/immApi.ts';
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
  const index = useConsoleMutation({
    action: 'IndexFileMeta',
    project,
    send: immApi.indexFile,
    find: find.indexedFile,
  });

  const handleSubmit = (values: FormValues): void =>
    index.mutate({
      project: values['projectName'] ?? '',
      dataset: values['datasetName'] ?? '',
      uri: values['file.uri'] ?? '',
    });

  return (
    <Form
      source={index}
      isPending={index.isPending}
      isDone={index.isSuccess}
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
  const [wanted, setWanted] = useState({ project: '', dataset: '', filename: '', submit: 0 });
  const isWanted = wanted.submit > 0;
  const search = useConsoleQuery({
    action: 'SimpleQuery',
    // Absent where none was typed: then IMM says so.
    project: wanted.project || undefined,
    key: ['files', wanted],
    fetch: (options) => immApi.findFiles(wanted, options),
    enabled: isWanted,
    throws: false,
  });

  // Counted, so that the same search once more is another one.
  const handleSubmit = ({ projectName = '', datasetName = '', filename = '' }: FormValues): void =>
    setWanted(({ submit }) => ({ project: projectName, dataset: datasetName, filename, submit: submit + 1 }));

  const files = search.data?.Files ?? [];
  return (
    <>
      <Form
        source={search}
        isPending={search.isFetching}
        isDone={search.isSuccess}
        submitLabel={words.find}
        doneText={words.found(files.length)}
        onSubmit={handleSubmit}
        keepsValues
      >
        <ProjectField project={project} />
        <DatasetField project={project} />
        <Field name="filename" label={words.filename} />
      </Form>
      {search.data && files.length === 0 && <p className="empty">{words.noFiles}</p>}
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
  const datasets = useConsoleQuery({
    action: 'ListDatasets',
    project,
    key: ['projects', project, 'datasets'],
    fetch: (options) => immApi.listDatasets(project, options),
    throws: false,
  });
  const names = datasets.data?.Datasets?.map((dataset) => dataset.DatasetName);
  return <Field name="datasetName" label={words.datasetName} suggestions={names} />;
}
