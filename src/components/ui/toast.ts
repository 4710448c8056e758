import { toast as sonner } from "sonner";

type Undo = { label: string; onClick: () => void };

/** The two kinds of toast there are: a confirmation with an optional Undo, and an error that stays. */
export const toast = {
  done(text: string, options: { undo?: Undo } = {}): void {
    sonner.success(text, options.undo ? { action: options.undo } : {});
  },
  failed(text: string, options: { description?: string } = {}): void {
    sonner.error(text, { ...options, duration: Number.POSITIVE_INFINITY, closeButton: true });
  },
};
