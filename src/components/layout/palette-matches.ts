/** What can be found in the palette: its label, and other words for it. */
export type Findable = { label: string; keywords?: readonly string[]; group: string };

/**
 * The groups with what has every word of `search` in its label or keywords, whatever the case: letters that are only
 * strewn over a label find nothing. A label that begins with the search comes first, with its group; otherwise the order
 * stays as it is.
 */
export function paletteMatches<T extends Findable>(
  items: readonly T[],
  search: string,
): { group: string; items: T[] }[] {
  const wanted = search.trim().toLocaleLowerCase();
  const words = wanted.split(/\s+/);
  const groups = new Map<string, { item: T; begins: boolean }[]>();
  for (const item of items) {
    const text = [item.label, ...(item.keywords ?? [])].join("\n").toLocaleLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const begins = wanted !== "" && item.label.toLocaleLowerCase().startsWith(wanted);
    groups.set(item.group, [...(groups.get(item.group) ?? []), { item, begins }]);
  }
  return [...groups]
    .sort(([, a], [, b]) => Number(b.some(isFirst)) - Number(a.some(isFirst)))
    .map(([group, found]) => ({
      group,
      items: found.sort((a, b) => Number(b.begins) - Number(a.begins)).map(({ item }) => item),
    }));
}

const isFirst = ({ begins }: { begins: boolean }) => begins;
