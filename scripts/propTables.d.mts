/** A prop, as its docstring tells it. */
export interface DocumentedProp {
  name: string;
  isRequired: boolean;
  type: string;
  text: string;
  standard: string;
}

/** A component of the React entry. */
export interface DocumentedComponent {
  name: string;
  description: string;
  props: DocumentedProp[];
  hasRest: boolean;
}

/** The components of the React entry, in the order of its exports. */
export declare function readComponents(): DocumentedComponent[];

/** A text with what stands between its markers written anew. */
export declare function withTables(text: string, components: readonly DocumentedComponent[]): string;

/** The files that may hold markers. */
export declare function markedFiles(): string[];
