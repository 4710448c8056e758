"use client";

import dynamic from "next/dynamic";

/** Toasts only ever follow an act, so their code comes after the page. */
export const LazyToaster = dynamic(() => import("~/components/ui/toaster").then((module) => module.Toaster), {
  ssr: false,
});
