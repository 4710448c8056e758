export const composerId = "chat-composer";

/** Puts the cursor behind the draft; after the frame in which a new draft is drawn. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(composerId);
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
}
