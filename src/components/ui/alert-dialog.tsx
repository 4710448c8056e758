"use client";

import { lazy, Suspense, useState } from "react";
import type { AlertDialogProps } from "./alert-dialog-panel";

const AlertDialogPanel = lazy(() =>
  import("./alert-dialog-panel").then((module) => ({ default: module.AlertDialogPanel })),
);

/**
 * Asks before an act. `onConfirm` may be async: the dialog stays, pending, until it ends, and stays open
 * if it rejects. Its code comes with the first question.
 */
export function AlertDialog(props: AlertDialogProps) {
  const [asked, setAsked] = useState(false);
  if (props.open && !asked) setAsked(true);
  if (!asked) return null;
  return (
    <Suspense>
      <AlertDialogPanel {...props} />
    </Suspense>
  );
}
