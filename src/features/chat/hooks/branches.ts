type Node = { id: string; parentId: string | null; createdAt: Date };

/** One message of the path on screen, and its place among the alternatives that share its parent. */
export type PathStep<Message> = { message: Message; siblings: readonly string[]; index: number };

/** Which child is shown under a parent (`root` for the first message), where a reader has chosen one. */
export type BranchChoice = Readonly<Record<string, string>>;

/**
 * The branch that is shown: from the first message down, at each fork the chosen alternative, else the
 * newest. Alternatives are in the order they were made.
 */
export function pathOf<Message extends Node>(
  messages: readonly Message[],
  choice: BranchChoice = {},
): PathStep<Message>[] {
  const children = childrenOf(messages);
  const path: PathStep<Message>[] = [];
  const seen = new Set<string>();
  for (let key = ROOT; ; ) {
    const options = children.get(key);
    if (options === undefined) return path;
    const message = options.find((option) => option.id === choice[key]) ?? options.at(-1);
    if (message === undefined || seen.has(message.id)) return path;
    seen.add(message.id);
    const siblings = options.map((option) => option.id);
    path.push({ message, siblings, index: siblings.indexOf(message.id) });
    key = message.id;
  }
}

/** The choice under which a message is on screen: itself and every ancestor chosen. */
export function chooseBranch(messages: readonly Node[], choice: BranchChoice, messageId: string): BranchChoice {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const next: Record<string, string> = { ...choice };
  for (let message = byId.get(messageId); message !== undefined; ) {
    const key = message.parentId ?? ROOT;
    if (next[key] === message.id && message.id !== messageId) break;
    next[key] = message.id;
    message = message.parentId === null ? undefined : byId.get(message.parentId);
  }
  return next;
}

const ROOT = "root";

function childrenOf<Message extends Node>(messages: readonly Message[]): Map<string, Message[]> {
  const known = new Set(messages.map((message) => message.id));
  const children = new Map<string, Message[]>();
  for (const message of messages) {
    // A message whose parent is not here (not loaded, or gone) must not vanish with its whole branch.
    const key = message.parentId !== null && known.has(message.parentId) ? message.parentId : ROOT;
    children.set(key, [...(children.get(key) ?? []), message]);
  }
  for (const options of children.values())
    options.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  return children;
}
