import type { ReactNode } from "react";
import { Rosette } from "~/components/brand/rosette";
import { LazyToaster } from "~/components/layout/lazy-toaster";
import { PublicHeader } from "~/components/layout/public-header";
import { SetAsideButton } from "~/features/onboarding/components/set-aside-button";
import { MessagesProvider } from "~/i18n/messages-provider";
import { TRPCReactProvider } from "~/trpc/react";
import { clerkSetup } from "../clerk/browser-sign-in";
import { ClerkSession } from "../clerk/clerk-session";
import { getWelcomeViewer } from "./welcome-viewer";

/** The first steps stand by themselves: a way out at the top, and nothing else that leads away. */
export default async function WelcomeLayout({ children }: { children: ReactNode }) {
  const { org } = await getWelcomeViewer();
  return (
    <TRPCReactProvider key={org.slug} org={org.slug}>
      <MessagesProvider namespaces={["common", "errors", "onboarding"]} timeZone={org.timeZone}>
        <div className="relative isolate flex min-h-dvh flex-col overflow-hidden">
          <Rosette className="-z-10 right-[-720px] bottom-[-480px] size-[1100px] opacity-30 max-md:right-[-400px] max-md:bottom-[-420px] max-md:size-[640px] dark:opacity-25" />
          <PublicHeader action={<SetAsideButton home={`/o/${org.slug}/chat`} />} />
          <main className="flex-1 pb-16">{children}</main>
          <LazyToaster />
        </div>
        <ClerkSession setup={await clerkSetup()} />
      </MessagesProvider>
    </TRPCReactProvider>
  );
}
