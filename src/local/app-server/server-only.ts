/** Stands for the package `server-only` in the production server, which no browser loads. */
export {};
