/** The names of all consumers. */
export declare const consumers: readonly string[];

/** Builds one consumer on a tarball, serves it, and lets its `check.mjs` use it. Rejects where something is wrong. */
export declare function runConsumer(name: string, tarball: string, options?: { borrow?: boolean }): Promise<void>;

/** Writes the files that the README shows into a folder. */
export declare function writeExamples(folder: string): void;
