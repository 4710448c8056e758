type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where unsent text lives, one draft a conversation, until the server has taken the message. */
export type DraftStore = {
  /** What the field shows. */
  read(key: string): string;
  write(key: string, text: string): void;
  /** Empties the field for sending. The text stays on the shelf until `settle` or `giveBack`. */
  take(key: string): string;
  /** The server has the message: forget it. What was typed since moves to `toKey`, the conversation that began. */
  settle(key: string, toKey?: string): void;
  /** The message was refused: it comes back in front of whatever was typed since. */
  giveBack(key: string): void;
  subscribe(listener: () => void): () => void;
};

/**
 * Keeps drafts on the given shelf (localStorage), and in memory beside it, so that a full or forbidden
 * shelf costs the reload and not the text.
 */
export function createDraftStore(shelf: Shelf | null): DraftStore {
  const shown = new Map<string, string>();
  const taken = new Map<string, string>();
  const listeners = new Set<() => void>();

  function read(key: string): string {
    const known = shown.get(key);
    if (known !== undefined) return known;
    const stored = attempt(() => shelf?.getItem(key)) ?? "";
    shown.set(key, stored);
    return stored;
  }

  function put(key: string, text: string): void {
    shown.set(key, text);
    const kept = joined(taken.get(key) ?? "", text);
    attempt(() => (kept === "" ? shelf?.removeItem(key) : shelf?.setItem(key, kept)));
    for (const listener of listeners) listener();
  }

  return {
    read,
    write: put,
    take(key) {
      const text = read(key);
      taken.set(key, text);
      put(key, "");
      return text;
    },
    settle(key, toKey = key) {
      const typedSince = read(key);
      taken.delete(key);
      put(key, "");
      if (typedSince !== "" || toKey === key) put(toKey, typedSince);
    },
    giveBack(key) {
      const text = joined(taken.get(key) ?? "", read(key));
      taken.delete(key);
      put(key, text);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Named after the person too: another one at the same browser never meets it. */
export function draftKey(of: { userId: string; orgId: string; conversationId: string | null }): string {
  return `draft:${of.userId}:${of.orgId}:${of.conversationId ?? "new"}`;
}

function joined(before: string, after: string): string {
  if (before.trim() === "") return after;
  return after.trim() === "" ? before : `${before}\n\n${after}`;
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
