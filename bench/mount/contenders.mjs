import FusionMessage from '@alifd/next/es/message';
import { ActionableNotification } from '@carbon/react';
import Cloudscape from '@cloudscape-design/components/alert';
import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-message-bar';
import { FluentProvider } from '@fluentui/react-provider';
import { webLightTheme } from '@fluentui/react-theme';
import { Alert as AntdAlert } from 'antd';
import { ErrorBanner, ImmErrorProvider } from 'imm-error-kit';
import { parseImmError } from 'imm-error-kit/core';
import { createElement as h } from 'react';

const title = (generation) => `This project wasn’t found (${generation})`;
const message = 'It may have been deleted. Check that the project and region are right, or open the list.';
const codes = ['ResourceNotFound', 'StatusConflict'];

/** What an app catches: an error of its own for each banner, of one code in a generation. */
export function errorsOf(count, generation) {
  return Array.from({ length: count }, (_, index) =>
    parseImmError({
      Code: codes[generation % codes.length],
      Message: `The Project with name project-${index} does not exist.`,
      RequestId: `D18E94DF-1D00-0B75-811E-${String(index).padStart(12, '0')}`,
      HostId: 'imm.cn-hangzhou.aliyuncs.com',
      Recommend: 'https://next.api.aliyun.com/troubleshoot?product=imm',
    }),
  );
}

/** Each draws a message with a title, a text and a button; `wrap` is what its documentation puts around an app. */
export const contenders = {
  'imm-error-kit ErrorBanner': {
    wrap: (children) => h(ImmErrorProvider, null, children),
    banner: ({ error }) => h(ErrorBanner, { source: error }),
  },
  'Fusion Message': {
    banner: ({ generation }) =>
      h(FusionMessage, { type: 'error', title: title(generation), closeable: true }, message, retryButton()),
  },
  'Fluent MessageBar': {
    wrap: (children) => h(FluentProvider, { theme: webLightTheme }, children),
    banner: ({ generation }) =>
      h(MessageBar, { intent: 'error' }, [
        h(MessageBarBody, { key: 'body' }, h(MessageBarTitle, null, title(generation)), message),
        h(MessageBarActions, { key: 'actions' }, h(Button, null, 'Try again')),
      ]),
  },
  'Carbon ActionableNotification': {
    banner: ({ generation }) =>
      h(ActionableNotification, {
        kind: 'error',
        title: title(generation),
        subtitle: message,
        inline: true,
        hasFocus: false,
        actionButtonLabel: 'Try again',
      }),
  },
  'antd Alert': {
    banner: ({ generation }) =>
      h(AntdAlert, {
        type: 'error',
        showIcon: true,
        closable: true,
        title: title(generation),
        description: message,
        action: retryButton(),
      }),
  },
  'Cloudscape Alert': {
    banner: ({ generation }) =>
      h(Cloudscape, { type: 'error', dismissible: true, header: title(generation), action: retryButton() }, message),
  },
};

/** The least that a message can be: four elements. */
export const fourElements = {
  banner: ({ generation }) =>
    h(
      'div',
      { className: 'alert', role: 'alert' },
      h('strong', null, title(generation)),
      h('p', null, message),
      retryButton(),
    ),
};

function retryButton() {
  return h('button', { type: 'button' }, 'Try again');
}
