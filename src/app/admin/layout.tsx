import type { ReactNode } from "react";
import { MessagesProvider } from "~/i18n/messages-provider";
import { TRPCReactProvider } from "~/trpc/react";
import { clerkSetup } from "../clerk/browser-sign-in";
import { ClerkSession } from "../clerk/clerk-session";
import { getSuperadmin } from "../viewer";
import { ConsoleShell } from "./console-shell";

/** The console is the superadmin's; to everybody else there is no such page. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const scope = await getSuperadmin();
  return (
    <TRPCReactProvider org={null}>
      <MessagesProvider namespaces={["common", "errors", "shell", "credits", "admin", "jobs"]}>
        <ConsoleShell scope={scope}>{children}</ConsoleShell>
        <ClerkSession setup={await clerkSetup()} />
      </MessagesProvider>
    </TRPCReactProvider>
  );
}
