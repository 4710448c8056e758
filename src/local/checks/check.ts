/** One check: what it is called in the output, and what it found wrong; an empty list is a pass. */
export type Check = { name: string; run(): Promise<string[]> };
