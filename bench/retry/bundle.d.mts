export declare function bundle(url: URL): Promise<string>;
