"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import { toast } from "~/components/ui/toast";
import type { Role } from "~/server/permissions";
import { api } from "~/trpc/react";
import { mostAddresses } from "../parse-addresses";
import type { InvitationsPage } from "../server/list-invitations.service";
import { type AddressDraft, AddressField, noAddresses, withText } from "./address-field";
import { InviteFailure } from "./invite-failure";
import { InviteResult } from "./invite-result";
import { RoleChoice } from "./role-choice";

const mostTokens = 1_000_000_000_000;
/** What everybody may give who may invite, until it is known what else. */
const rolesOfAnybody: readonly Role[] = ["member", "viewer"];

type Head = Pick<InvitationsPage, "seats" | "roles">;

/** Invites one or many people at once. What was typed survives closing; it goes once the invitations are on their way. */
export function InviteDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  org: { name: string };
  head: Head | undefined;
}) {
  const t = useTranslations("invitations.dialog");
  const common = useTranslations("common");
  const utils = api.useUtils();
  const [draft, setDraft] = useState<AddressDraft>(noAddresses);
  const [role, setRole] = useState<Role>("member");
  const [limit, setLimit] = useState("0");
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState<{ addresses?: string; limit?: string }>({});
  const invite = api.invitations.invite.useMutation({
    onSuccess(outcome) {
      setDraft(noAddresses);
      setNote("");
      if (outcome.skipped.length > 0 || outcome.invalid.length > 0) return;
      toast.done(t("sent", { count: outcome.invited.length }));
      close(false);
    },
    onSettled: () => utils.invitations.list.invalidate(),
  });

  function close(open: boolean): void {
    props.onOpenChange(open);
    if (!open) invite.reset();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const whole = draft.typed.trim() === "" ? draft : withText(draft, draft.typed);
    setDraft(whole);
    const tokensPerMonth = Number(limit.replaceAll(/[\s\u00a0\u202f,.]/g, "") || "0");
    const addresses = problemOf(whole);
    const isLimit = Number.isInteger(tokensPerMonth) && tokensPerMonth >= 0 && tokensPerMonth <= mostTokens;
    setWrong({ ...(addresses === null ? {} : { addresses }), ...(isLimit ? {} : { limit: t("limitWrong") }) });
    if (addresses !== null || !isLimit) return;
    invite.mutate({ addresses: whole.addresses.join("\n"), role, tokensPerMonth, note });
  }

  function problemOf({ addresses, invalid }: AddressDraft): string | null {
    const [first] = invalid;
    if (first !== undefined) return t("invalid", { count: invalid.length, first });
    if (addresses.length === 0) return t("noAddress");
    return addresses.length > mostAddresses ? t("tooMany", { count: addresses.length }) : null;
  }

  return (
    <Dialog open={props.open} onOpenChange={close}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader title={t("title", { org: props.org.name })} />
        {invite.data === undefined ? (
          <form onSubmit={submit} noValidate className="contents">
            <DialogBody>
              <Field label={t("addresses")} error={wrong.addresses}>
                {(control) => (
                  <AddressField
                    control={control}
                    draft={draft}
                    onChange={(next) => {
                      setDraft(next);
                      setWrong({});
                    }}
                  />
                )}
              </Field>
              <RoleChoice
                // Owners are made among members, by name.
                roles={(props.head?.roles ?? rolesOfAnybody).filter((one) => one !== "owner")}
                value={role}
                onChange={setRole}
              />
              <Field label={t("limit")} hint={t("limitHint")} error={wrong.limit}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="numeric"
                    autoComplete="off"
                    className="num w-44"
                    value={limit}
                    onChange={(event) => setLimit(event.target.value)}
                  />
                )}
              </Field>
              <Field label={t("note")} note={common("optional")} hint={t("noteHint")}>
                {(control) => (
                  <Textarea
                    {...control}
                    rows={2}
                    maxLength={1000}
                    value={note}
                    onChange={(event) => setNote(event.target.value)}
                  />
                )}
              </Field>
              {invite.error === null ? null : <InviteFailure error={invite.error} />}
            </DialogBody>
            <DialogFooter note={<Consequence head={props.head} count={draft.addresses.length} />}>
              <DialogClose asChild>
                <Button>{common("cancel")}</Button>
              </DialogClose>
              <Button type="submit" variant="primary" pending={invite.isPending}>
                {t("send", { count: draft.addresses.length })}
              </Button>
            </DialogFooter>
          </form>
        ) : (
          <InviteResult outcome={invite.data} onDone={() => close(false)} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function Consequence({ head, count }: { head: Head | undefined; count: number }) {
  const t = useTranslations("invitations.dialog");
  const allowed = head?.seats.allowed ?? null;
  if (head === undefined || allowed === null) return t("lasts");
  const used = head.seats.members + head.seats.invited + count;
  return `${t("lasts")} ${t("seatsAfter", { used, allowed })}`;
}
