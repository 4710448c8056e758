/** Where the public API begins: the base URL that a client is given. */
export const v1Path = "/api/v1";

/** In bytes. A request with pictures is the largest there is. */
export const maxRequestBytes = 24 * 1024 * 1024;
