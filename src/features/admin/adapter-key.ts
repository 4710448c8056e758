/** How the console's address names one adapter. */
export function adapterKey({ port, adapter }: { port: string; adapter: string }): string {
  return `${port}/${adapter}`;
}
