import type { ReactNode } from "react";
import { Rosette } from "~/components/brand/rosette";
import { LazyToaster } from "~/components/layout/lazy-toaster";
import { PublicHeader } from "~/components/layout/public-header";
import { MessagesProvider } from "~/i18n/messages-provider";

/** One column for the form; the guilloché stands behind it, bleeding off to the right. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="relative flex min-h-dvh flex-col overflow-hidden">
      <Rosette className="top-1/2 right-[-500px] size-[1000px] -translate-y-1/2 opacity-30 max-md:top-auto max-md:right-[-380px] max-md:bottom-[-320px] max-md:size-[640px] max-md:translate-y-0 dark:opacity-25" />
      <PublicHeader />
      <MessagesProvider namespaces={["common", "errors", "auth"]}>
        <main className="relative mx-auto flex w-full max-w-[1440px] flex-1 flex-col justify-center px-5 pt-6 pb-16 md:px-16">
          <div className="w-full max-w-[400px]">{children}</div>
        </main>
      </MessagesProvider>
      <LazyToaster />
    </div>
  );
}
