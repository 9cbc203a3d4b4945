/**
 * The parameters of IMM's requests, as the models of the public SDK for TypeScript name them
 * (`imm-20200930/src/models` of aliyun/alibabacloud-typescript-sdk, read on 2026-11-25).
 *
 * `null` is a plain value, an array a list of what it holds.
 */
export type Model = null | readonly [Model] | { readonly [name: string]: Model };

function values(names: string): Record<string, null> {
  return Object.fromEntries(names.split(' ').map((name) => [name, null]));
}

const credentialConfig: Model = {
  ...values('Policy ServiceRole'),
  Chain: [values('AssumeRoleFor Role RoleType')],
};
const notification: Model = {
  ExtendedMessageURI: null,
  MNS: values('TopicName'),
  RocketMQ: values('InstanceId TopicName'),
};
const datasetLimits = values(
  'DatasetMaxBindCount DatasetMaxEntityCount DatasetMaxFileCount DatasetMaxRelationCount DatasetMaxTotalFileSize',
);
const datasetConfig: Model = { Insights: null };

const audio: Model = {
  DisableAudio: null,
  FilterAudio: values('Mixing'),
  Stream: [null],
  TranscodeAudio: values('Bitrate BitrateOption BitsPerSample Channel Codec Quality SampleRate SampleRateOption'),
};
const subtitle: Model = {
  DisableSubtitle: null,
  ExtractSubtitle: values('Format URI'),
  Stream: [null],
};
const video: Model = {
  DisableVideo: null,
  FilterVideo: {
    Delogos: [values('Duration Dx Dy Height ReferPos StartTime Width')],
    Desensitization: { Face: values('Confidence MinSize'), LicensePlate: values('Confidence MinSize') },
    Speed: null,
    Watermarks: [
      values(
        'BorderColor BorderWidth Content Duration Dx Dy FontApha FontColor FontName FontSize Height ReferPos StartTime Type URI Width',
      ),
    ],
  },
  Stream: [null],
  TranscodeVideo: values(
    'AdaptiveResolutionDirection BFrames Bitrate BitrateOption BufferSize CRF Codec FrameRate FrameRateOption GOPSize MaxBitrate PixelFormat Refs Resolution ResolutionOption Rotation ScaleType VideoSlim',
  ),
};
const image: Model = {
  Animations: [values('Format FrameRate Height Interval Number ScaleType StartTime URI Width')],
  Snapshots: [values('Format Height Interval Mode Number ScaleType StartTime Threshold URI Width')],
  Sprites: [
    values(
      'Format Interval Margin Mode Number Pad ScaleHeight ScaleType ScaleWidth StartTime Threshold TileHeight TileWidth URI',
    ),
  ],
};
const segment = values('Duration Format StartNumber');

/** By operation. */
export const requestParameters: Readonly<Record<string, Record<string, Model>>> = {
  CreateProject: {
    ...datasetLimits,
    ...values('Description ProjectMaxDatasetCount ProjectName ServiceRole TemplateId'),
    DatasetConfig: datasetConfig,
    Tag: [values('Key Value')],
  },
  CreateDataset: {
    ...datasetLimits,
    ...values('DatasetName Description ProjectName TemplateId'),
    DatasetConfig: datasetConfig,
    WorkflowParameters: [values('Name Value')],
  },
  CreateBatch: {
    ...values('ProjectName ServiceRole Tags'),
    Actions: [{ FastFailPolicy: values('Action'), Name: null, Parameters: [null] }],
    Input: { OSS: { ...values('Bucket Prefix'), MatchExpressions: [null] } },
    Notification: { MNS: values('TopicName') },
  },
  IndexFileMeta: {
    ...values('DatasetName ProjectName UserData'),
    File: {
      ...values(
        'Album AlbumArtist Artist Composer ContentType CustomId CustomLabels FileHash LatLong MediaType OSSURI Performer ProduceTime Title URI',
      ),
      Addresses: [values('AddressLine City Country District Language Province Township')],
      Figures: [values('FigureClusterId FigureId FigureType')],
      Labels: [
        {
          ...values('CentricScore LabelAlias LabelConfidence LabelLevel LabelName Language ParentLabelName'),
          Clips: null,
        },
      ],
    },
    Notification: notification,
  },
  CreateMediaConvertTask: {
    ...values('AlignmentIndex ProjectName Tags UserData'),
    CredentialConfig: credentialConfig,
    Notification: notification,
    Sources: [
      {
        ...values('AlignMode Attached DisableAudio DisableVideo Duration StartTime URI'),
        Subtitles: [values('Language TimeOffset URI')],
      },
    ],
    TargetGroups: [
      {
        URI: null,
        Targets: [
          {
            ...values('Container Speed StripMetadata URI'),
            Audio: audio,
            Segment: segment,
            Subtitle: subtitle,
            Video: video,
          },
        ],
      },
    ],
    Targets: [
      {
        ...values('Container Speed StripMetadata URI'),
        AttachedPicture: { Stream: [null] },
        Audio: audio,
        Data: { Stream: [null] },
        Image: image,
        Segment: segment,
        Subtitle: subtitle,
        Video: video,
      },
    ],
  },
  CreateFigureClusteringTask: {
    ...values('DatasetName ProjectName Tags UserData'),
    Notification: notification,
  },
  CreateOfficeConversionTask: {
    ...values(
      'EndPage FirstPage FitToHeight FitToWidth HoldLineFeed ImageDPI LongPicture LongText MaxSheetColumn MaxSheetRow Pages PaperHorizontal PaperSize Password ProjectName Quality ScalePercentage SheetCount SheetIndex ShowComments SourceType SourceURI StartPage Tags TargetType TargetURI TargetURIPrefix UserData',
    ),
    CredentialConfig: credentialConfig,
    Notification: notification,
    Sources: [values('Rotate URI')],
    TrimPolicy: values(
      'DisableDeleteEmptyCell DisableDeleteRepeatedStyle DisableDeleteUnusedPicture DisableDeleteUnusedShape',
    ),
  },
  SimpleQuery: {
    ...values('DatasetName MaxResults NextToken Order ProjectName Sort WithoutTotalHits'),
    Aggregations: [values('Field Operation')],
    Query: {
      ...values('Field Operation Value'),
      SubQueries: [{ ...values('Field Operation Value'), SubQueries: [values('Field Operation Value')] }],
    },
    WithFields: [null],
  },
};

/** One step down into a request: a name, or a position counted from 0. */
export type Step = string | number;

/** Every parameter of a request, those that only hold others too. Of lists, the third item. */
export function parametersOf(model: Model, around: readonly Step[] = []): Step[][] {
  if (model === null) return [];
  const steps: readonly (readonly [Step, Model])[] = isList(model) ? [[2, model[0]]] : Object.entries(model);
  return steps.flatMap(([step, inner]) => [[...around, step], ...parametersOf(inner, [...around, step])]);
}

function isList(model: NonNullable<Model>): model is readonly [Model] {
  return Array.isArray(model);
}
