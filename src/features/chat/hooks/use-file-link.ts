"use client";

import { useState } from "react";
import { api } from "~/trpc/react";

/** Links end after two minutes; a picture that was loaded stays loaded. */
const freshMs = 90_000;

/**
 * The address of an uploaded file; null until it is known. `onError` is for what shows it: once the link is made
 * anew, after that the file counts as gone.
 */
export function useFileLink(fileId: string): { address: string | null; isGone: boolean; onError: () => void } {
  const [failures, setFailures] = useState(0);
  const query = api.files.link.useQuery(
    { fileId },
    { staleTime: freshMs, gcTime: freshMs, retry: 1, refetchOnWindowFocus: false },
  );
  return {
    address: query.data?.url ?? null,
    isGone: query.isError || failures > 1,
    onError() {
      setFailures(failures + 1);
      if (failures === 0) void query.refetch();
    },
  };
}

/** Fetches a fresh address when it is asked for. */
export function useFreshLink(): (fileId: string) => Promise<string> {
  const { client } = api.useUtils();
  return async (fileId) => (await client.files.link.query({ fileId })).url;
}
