import type { ReactNode } from "react";
import { MessagesProvider } from "~/i18n/messages-provider";
import { TRPCReactProvider } from "~/trpc/react";
import { getOrgViewer } from "../../viewer";
import { OrgShell } from "./org-shell";

export default async function OrgLayout(props: { children: ReactNode; params: Promise<{ org: string }> }) {
  const { org } = await props.params;
  const viewer = await getOrgViewer(org);
  return (
    <TRPCReactProvider key={viewer.org.slug} org={viewer.org.slug}>
      <MessagesProvider
        namespaces={["common", "errors", "shell", "chat", "credits", "account", "auth"]}
        timeZone={viewer.org.timeZone}
      >
        <OrgShell viewer={viewer}>{props.children}</OrgShell>
      </MessagesProvider>
    </TRPCReactProvider>
  );
}
