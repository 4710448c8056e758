import type { ReactNode } from "react";
import { MessagesProvider } from "~/i18n/messages-provider";
import { getSuperadmin } from "../../viewer";

export default async function ConsoleMailLayout({ children }: { children: ReactNode }) {
  await getSuperadmin();
  return <MessagesProvider namespaces={["common", "errors", "shell", "mail"]}>{children}</MessagesProvider>;
}
