/** The reader's own way of signing in. */
export const auth = { renew: async (): Promise<void> => {} };
