"use client";

import { PageError } from "~/components/layout/page-error";

export default function InviteError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError {...props} className="px-0" />;
}
