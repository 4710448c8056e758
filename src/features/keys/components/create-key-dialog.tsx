"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Textarea } from "~/components/ui/textarea";
import { toast } from "~/components/ui/toast";
import type { ApiScope } from "~/server/api-scopes";
import { api } from "~/trpc/react";
import { parseAddressRange, splitRanges } from "../address-range";
import { type Lifetime, lifetimes, maxAddresses } from "../key-limits";
import type { NewSecret } from "../keys.schema";
import { CapField, readCap } from "./cap-field";
import { ChoiceField } from "./choice-field";
import { ScopeChoice } from "./scope-choice";

/** A new key: what it is for, what it may do, how long, from where and for how much. */
export function CreateKeyDialog(props: { onClose: () => void; onMade: (secret: NewSecret) => void }) {
  const t = useTranslations("keys.form");
  const keys = useTranslations("keys");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const locale = useLocale();
  const utils = api.useUtils();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ApiScope[]>([]);
  const [lifetimeDays, setLifetime] = useState<Lifetime>(90);
  const [ranges, setRanges] = useState("");
  const [cap, setCap] = useState("");
  const [isTried, setTried] = useState(false);
  const create = api.keys.create.useMutation({
    onSuccess: (secret) => props.onMade(secret),
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.keys.invalidate(),
  });
  const addresses = splitRanges(ranges);
  const wrongAddress = addresses.find((address) => parseAddressRange(address) === null);
  const monthlyCapUcr = readCap(cap, locale);
  const isReady =
    name.trim() !== "" && wrongAddress === undefined && addresses.length <= maxAddresses && monthlyCapUcr !== undefined;

  return (
    <Dialog open onOpenChange={props.onClose}>
      <DialogContent>
        <form
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (isReady) create.mutate({ name: name.trim(), scopes, lifetimeDays, addresses, monthlyCapUcr });
          }}
        >
          <DialogHeader title={t("title")} description={t("lead")} />
          <DialogBody>
            <Field label={t("name")} error={isTried && name.trim() === "" ? t("nameWrong") : undefined}>
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  autoComplete="off"
                  maxLength={80}
                  placeholder={t("namePlaceholder")}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <ScopeChoice chosen={scopes} onChoose={setScopes} />
            <ChoiceField
              label={t("lifetime")}
              value={lifetimeDays}
              choices={lifetimes}
              onChoose={setLifetime}
              textOf={(days) => (days === null ? t("forever") : t("days", { count: days }))}
            />
            <CapField text={cap} onText={setCap} isTried={isTried} />
            <Field
              label={t("addresses")}
              note={keys("optional")}
              hint={isTried && wrongAddress !== undefined ? undefined : t("addressesHint")}
              error={isTried && wrongAddress !== undefined ? t("addressWrong", { address: wrongAddress }) : undefined}
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={2}
                  spellCheck={false}
                  maxLength={3_000}
                  className="font-mono"
                  value={ranges}
                  onChange={(event) => setRanges(event.target.value)}
                />
              )}
            </Field>
          </DialogBody>
          <DialogFooter note={t("note")}>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={create.isPending}>
              {t("act")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
