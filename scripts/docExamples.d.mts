/** A text with the examples between its markers written anew. */
export declare function withExamples(text: string): string;
