"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { RadioCard, RadioGroup } from "~/components/ui/radio-group";
import { toast } from "~/components/ui/toast";
import { useSchemaForm } from "~/components/ui/use-schema-form";
import { noConnection } from "~/lib/client-error";
import { api } from "~/trpc/react";
import type { UpdateOrganizationInput } from "../organizations.schema";
import { TimeZoneField } from "./time-zone-field";

type Workspace = { name: string; kind: "personal" | "team"; timeZone: string };

/**
 * What a new organisation is, for its owner: its name and its time zone; a personal one may become a team's, with what is in
 * it. `foot` is given whether it is being saved; `onDone` comes when everything is as wanted, also where nothing changed.
 */
export function WorkspaceForm(props: {
  org: Workspace;
  address: string;
  foot: (pending: boolean) => ReactNode;
  onDone: () => void;
}) {
  const { org } = props;
  const t = useTranslations("organization.workspace");
  const details = useTranslations("organization.details");
  const errorText = useErrorText();
  const update = api.organizations.update.useMutation();
  const [kind, setKind] = useState(org.kind);
  const [timeZone, setTimeZone] = useFoundZone(org.timeZone);
  const isNamed = kind === "team";
  const { form, invalid, pending } = useSchemaForm({
    schema: async () => {
      const { UpdateOrganizationInput: Input, OrgName } = await import("../organizations.schema");
      return isNamed ? Input.pick({ name: true }).extend({ name: OrgName }) : Input.pick({ name: true });
    },
    onUnreachable: () => toast.failed(errorText(noConnection)),
    async onValid({ name }) {
      const changes = changesOf(org, { name: name ?? org.name, kind, timeZone });
      try {
        if (Object.keys(changes).length > 0) await update.mutateAsync(changes);
        props.onDone();
      } catch (error) {
        toast.failed(errorText(error));
      }
    },
  });
  return (
    <form {...form}>
      <div className="flex max-w-110 flex-col gap-5">
        {org.kind === "personal" ? (
          <RadioGroup
            aria-label={t("choice")}
            value={kind}
            onValueChange={(value) => setKind(value === "team" ? "team" : "personal")}
          >
            <RadioCard value="personal" title={t("personal")} description={t("personalText")} className="bg-card" />
            <RadioCard value="team" title={t("team")} description={t("teamText")} className="bg-card" />
          </RadioGroup>
        ) : null}
        {isNamed ? (
          <Field
            label={details("name")}
            hint={org.kind === "personal" ? t("address", { address: props.address }) : null}
            error={invalid.name ? details("nameError") : null}
          >
            {(control) => (
              <Input
                {...control}
                name="name"
                autoComplete="organization"
                maxLength={80}
                defaultValue={org.kind === "personal" ? "" : org.name}
              />
            )}
          </Field>
        ) : null}
        <TimeZoneField value={timeZone} onChange={setTimeZone} isChanged={timeZone !== org.timeZone} />
      </div>
      {props.foot(pending)}
    </form>
  );
}

/** Every organisation begins in UTC: where that is still so, the browser's own zone is proposed. */
function useFoundZone(stored: string): [string, (zone: string) => void] {
  const [zone, setZone] = useState(stored);
  useEffect(() => {
    // Only here: the server does not know where the browser is.
    if (stored === "UTC") setZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, [stored]);
  return [zone, setZone];
}

function changesOf(org: Workspace, wanted: Workspace): UpdateOrganizationInput {
  return {
    ...(wanted.kind === "team" && wanted.name !== org.name ? { name: wanted.name } : {}),
    ...(wanted.kind === "team" && org.kind === "personal" ? { kind: "team" } : {}),
    ...(wanted.timeZone === org.timeZone ? {} : { timeZone: wanted.timeZone }),
  };
}
