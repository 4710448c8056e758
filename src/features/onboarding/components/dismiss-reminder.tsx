"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";

/** @param words given by the server, so that no page has to load the texts of the first steps for it. */
export function DismissReminder({ words }: { words: { dismiss: string; failed: string } }) {
  const router = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  const setAside = api.onboarding.setAside.useMutation({
    onSuccess: () => startRefresh(() => router.refresh()),
    onError: () => toast.failed(words.failed),
  });
  return (
    <Button size="sm" variant="ghost" pending={setAside.isPending || isRefreshing} onClick={() => setAside.mutate()}>
      {words.dismiss}
    </Button>
  );
}
