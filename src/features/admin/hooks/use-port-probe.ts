"use client";

import { useEffect, useRef } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { api } from "~/trpc/react";

/** Has every adapter asked whether it answers: once when the page opens, and whenever somebody wants it. */
export function usePortProbe() {
  const errorText = useErrorText();
  const utils = api.useUtils();
  const { mutate, isPending, error } = api.admin.probePorts.useMutation({
    onSettled: () => void utils.admin.adapters.invalidate(),
  });
  const hasAsked = useRef(false);
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    mutate();
  }, [mutate]);
  return { run: () => mutate(), isPending, error: error === null ? null : errorText(error) };
}
