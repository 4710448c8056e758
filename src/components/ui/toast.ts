type Undo = { label: string; onClick: () => void };

/** The two kinds of toast there are: a confirmation with an optional Undo, and an error that stays. */
export const toast = {
  done(text: string, options: { undo?: Undo } = {}): void {
    void load().then(({ toast: show }) => show.success(text, options.undo ? { action: options.undo } : {}));
  },
  failed(text: string, options: { description?: string } = {}): void {
    void load().then(({ toast: show }) =>
      show.error(text, { ...options, duration: Number.POSITIVE_INFINITY, closeButton: true }),
    );
  },
};

/** Toasts only ever follow an act, so their code comes after the page. */
function load() {
  return import("sonner");
}
