import type { FilesPort } from "./files.port";

/** A port whose adapter is made with its first use. */
export function lazyFiles(adapter: FilesPort["adapter"], make: () => Promise<FilesPort>): FilesPort {
  let made: Promise<FilesPort> | undefined;
  const port = () => {
    // One that could not be made is tried again with the next use.
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return {
    adapter,
    put: async (...given) => (await port()).put(...given),
    get: async (key) => (await port()).get(key),
    delete: async (keys) => (await port()).delete(keys),
    spend: async (key) => (await port()).spend(key),
    abandon: async (...given) => (await port()).abandon?.(...given),
    uploadTarget: async (input) => (await port()).uploadTarget(input),
    downloadUrl: async (input) => (await port()).downloadUrl(input),
    list: async (...given) => (await port()).list(...given),
    probe: async () => (await port()).probe(),
    handle: async (request) => (await (await port()).handle?.(request)) ?? new Response(null, { status: 404 }),
  };
}
