/** For whoever has to be given a function, where nothing is to be done. */
export function doNothing(): void {}
