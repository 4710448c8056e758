"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";

/** The next part of a list that grows downwards; nothing where the list has ended. */
export function MoreButton(props: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const t = useTranslations("admin.org");
  if (!props.query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-t p-2">
      <Button size="sm" pending={props.query.isFetchingNextPage} onClick={() => void props.query.fetchNextPage()}>
        {t("more")}
      </Button>
    </div>
  );
}
