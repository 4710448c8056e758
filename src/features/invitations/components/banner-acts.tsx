"use client";

import { useRouter } from "next/navigation";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { api } from "~/trpc/react";

type Props = {
  /** An invitation, or an organisation that the person's domain opens. */
  of: { invitationId: string } | { orgId: string };
  /** Given by the server, so that no page has to load the texts of invitations for it. */
  words: { join: string; decline: string; full: string };
};

/** The two answers to what waits for the person; what only their domain opens needs no refusal. */
export function BannerActs({ of, words }: Props) {
  const router = useRouter();
  const errorText = useErrorText();
  const onError = (error: unknown) =>
    toast.failed(readClientError(error).code === "seats_full" ? words.full : errorText(error));
  const onJoined = ({ slug }: { slug: string }) => window.location.assign(`/o/${slug}/chat`);
  const accept = api.invitations.accept.useMutation({ onSuccess: onJoined, onError });
  const join = api.invitations.join.useMutation({ onSuccess: onJoined, onError });
  const decline = api.invitations.decline.useMutation({ onSuccess: () => router.refresh(), onError });
  const isJoining = accept.isPending || accept.isSuccess || join.isPending || join.isSuccess;
  return (
    <span className="flex flex-wrap gap-1">
      {"invitationId" in of ? (
        <Button size="sm" variant="ghost" pending={decline.isPending} onClick={() => decline.mutate(of)}>
          {words.decline}
        </Button>
      ) : null}
      <Button
        size="sm"
        pending={isJoining}
        className="max-w-full"
        onClick={() => ("invitationId" in of ? accept.mutate(of) : join.mutate(of))}
      >
        <span className="min-w-0 truncate">{words.join}</span>
      </Button>
    </span>
  );
}
