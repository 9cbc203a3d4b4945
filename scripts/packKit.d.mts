/** Builds the package and packs it as npm would publish it. Gives the path of the tarball. */
export declare function packKit(): string;

/** Puts what is in a tarball where an app in `folder` finds it. Gives the folder of the package. */
export declare function unpackKit(tarball: string, folder: string): string;

/** The environment without what a test runner has put into it. */
export declare function plainEnvironment(): NodeJS.ProcessEnv;
