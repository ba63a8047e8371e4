/** The largest file that is read, in bytes. */
export const MOST_BYTES = 20 * 1024 * 1024
