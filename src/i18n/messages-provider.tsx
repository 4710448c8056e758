import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Messages } from "~/messages";

type Namespace = keyof Messages;

/**
 * Hands client components the namespaces they need and no others: what is not named here
 * is not sent to the browser. A provider inside replaces the outer one's messages.
 */
export async function MessagesProvider(props: {
  namespaces: readonly Namespace[];
  /** Of the organisation, so that dates below are written in it; UTC otherwise. */
  timeZone?: string;
  children: ReactNode;
}) {
  const all = await getMessages();
  const wanted = Object.fromEntries(props.namespaces.map((namespace) => [namespace, all[namespace]]));
  return (
    <NextIntlClientProvider messages={wanted} {...(props.timeZone ? { timeZone: props.timeZone } : {})}>
      {props.children}
    </NextIntlClientProvider>
  );
}
