"use client";

import { PageError } from "~/components/layout/page-error";

export default function OrgError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError {...props} />;
}
