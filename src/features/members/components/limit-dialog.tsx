"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection } from "~/lib/client-error";
import { formatDate } from "~/lib/format-date";
import { formatTokens } from "~/lib/format-tokens";
import { api } from "~/trpc/react";
import type { MemberLine } from "./member-line";

/** How many tokens somebody may use in a month; 0 is no limit. */
export function LimitDialog(props: { member: MemberLine; resetsAt: Date | null; onClose: () => void }) {
  const { member, resetsAt, onClose } = props;
  const t = useTranslations("members.limitDialog");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const utils = api.useUtils();
  const change = api.members.changeLimit.useMutation({ onSettled: () => utils.members.invalidate() });
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => (await import("../members.schema")).LimitField,
    onUnreachable: () => toast.failed(errorText(noConnection)),
    async onValid({ tokens }) {
      try {
        await change.mutateAsync({ userId: member.userId, tokensPerMonth: tokens });
        const limit = formatTokens(tokens, locale);
        toast.done(tokens === 0 ? t("doneNone", { name: member.name }) : t("done", { name: member.name, limit }));
        onClose();
      } catch (error) {
        toast.failed(errorText(error));
      }
    },
  });
  const used = formatTokens(member.usage?.tokensUsed ?? 0, locale);
  const day = resetsAt && formatDate(resetsAt, locale, { style: "day", timeZone });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <form {...form} className="contents">
          <DialogHeader title={t("title", { name: member.name })} />
          <DialogBody>
            <Field
              label={t("label")}
              hint={`${t("hint")} ${day === null ? t("used", { used }) : t("usedUntil", { used, day })}`}
              error={invalid.tokens ? t("error") : null}
            >
              {(control) => (
                <Input
                  {...control}
                  name="tokens"
                  inputMode="numeric"
                  autoComplete="off"
                  className="num max-w-42"
                  defaultValue={formatTokens(member.usage?.tokensPerMonth ?? 0, locale)}
                />
              )}
            </Field>
          </DialogBody>
          <DialogFooter note={t("note")}>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={pending}>
              {t("act")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
