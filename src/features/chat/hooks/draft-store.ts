type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where unsent text lives, one draft a conversation, until the server has taken the message. */
export type DraftStore = {
  read(key: string): string;
  write(key: string, text: string): void;
};

/**
 * Keeps drafts on the given shelf (localStorage), and in memory beside it, so that a full or forbidden
 * shelf costs the reload and not the text.
 */
export function createDraftStore(shelf: Shelf | null): DraftStore {
  const memory = new Map<string, string>();
  return {
    read(key) {
      const remembered = memory.get(key);
      if (remembered !== undefined) return remembered;
      return attempt(() => shelf?.getItem(key)) ?? "";
    },
    write(key, text) {
      memory.set(key, text);
      attempt(() => (text === "" ? shelf?.removeItem(key) : shelf?.setItem(key, text)));
    },
  };
}

/** Named after the person too: another one at the same browser never meets it. */
export function draftKey(of: { userId: string; orgId: string; conversationId: string | null }): string {
  return `draft:${of.userId}:${of.orgId}:${of.conversationId ?? "new"}`;
}

/**
 * What the field holds after a message was refused: its text comes back in front of whatever was typed since.
 */
export function restoredDraft(refused: string, typedSince: string): string {
  if (typedSince.trim() === "" || typedSince === refused) return refused;
  return `${refused}\n\n${typedSince}`;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
