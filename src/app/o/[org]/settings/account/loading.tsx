import { PageSkeleton } from "~/components/layout/page-skeleton";

/** Here and not above: a conversation says 404, which it could not once the page streams. */
export default function Loading() {
  return <PageSkeleton />;
}
