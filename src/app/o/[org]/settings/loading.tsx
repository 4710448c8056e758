import PageSkeleton from "../page-skeleton";

export default function Loading() {
  return <PageSkeleton />;
}
